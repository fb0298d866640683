"""Runs the examples of the manual and compares what psql prints with what the pages say.

usage: run_examples.py [--accept] DOCS_FOLDER [PAGE...] -- PSQL...

PSQL is the command that starts psql, without a database. The database "manual" has the sample schema and serves as
template: every page gets a copy of its own. Besides the pages, two things are looked at: that every object and setting
of the extension has its place in the manual, and that links between files lead somewhere. docs/README.md says to
readers how an example is written.
"""
import pathlib
import re
import subprocess
import sys

TEMPLATE = "manual"
MARK = "@@ example "
# Pages of this folder are made of the checks' headers; what their statements do is shown by the checks' fixtures.
GENERATED = "checks"
# A ```sql fence below this line is shown and not run.
NOT_RUN = "<!-- not run -->"
TOKENS = {
    "<number>": r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?",
    "<time>": r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?",
    "<version>": r"[0-9]+(\.[0-9]+)*[a-z0-9.~+-]*",
}


class Example:
    def __init__(self, line, sql):
        self.line = line
        self.sql = sql
        # Lines of the ```text fence and where it stands in the page; None without one.
        self.expected = None
        self.span = None


def fences(lines):
    """(language, first line, line after the last, place of the opening) of each fence."""
    opening = None
    for at, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if opening is None:
            opening = at
        else:
            yield lines[opening][3:].strip(), opening + 1, at, opening
            opening = None


def examples(text):
    lines = text.split("\n")
    found, latest, end = [], None, 0
    for language, first, after, opening in fences(lines):
        between = [line for line in lines[end:opening] if line.strip()]
        end = after + 1
        if language == "sql":
            latest = None
            if between[-1:] != [NOT_RUN]:
                latest = Example(first + 1, "\n".join(lines[first:after]))
                found.append(latest)
        elif language == "text" and latest is not None and not between:
            latest.expected, latest.span = lines[first:after], (first, after)
            latest = None
        else:
            latest = None
    return found


def squeezed(line):
    """Widths of columns follow from their values, which may vary: blanks and rules count as one."""
    return re.sub(r"-{2,}", "--", re.sub(r"\s+", " ", line)).strip()


def pattern(line):
    parts = re.split("(" + "|".join(TOKENS) + ")", squeezed(line))
    return re.compile("".join(TOKENS.get(part) or re.escape(part) for part in parts))


def matches(expected, actual):
    """Whether the lines agree; "..." stands for any number of lines."""
    reachable = {0}
    for line in expected:
        if line.strip() == "...":
            reachable = set(range(min(reachable), len(actual) + 1))
        else:
            wanted = pattern(line)
            reachable = {at + 1 for at in reachable if at < len(actual) and wanted.fullmatch(squeezed(actual[at]))}
        if not reachable:
            return False
    return len(actual) in reachable


def accepted(expected, actual):
    """The lines as printed, but where an expected line with tokens fits, that one."""
    tokened = [line for line in expected if any(token in line for token in TOKENS)]
    return [next((line for line in tokened if pattern(line).fullmatch(squeezed(now))), now) for now in actual]


def trimmed(lines):
    lines = [line.rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


class Server:
    def __init__(self, psql):
        self.psql = psql

    def run(self, database, script, *options):
        command = [*self.psql, "-X", "-q", *options, "-d", database]
        done = subprocess.run(command, input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.stdout

    def column(self, query):
        lines = self.run(TEMPLATE, query, "-A", "-t").splitlines()
        if any(line.startswith("ERROR") for line in lines):
            sys.exit("\n".join(lines))
        return lines

    def outputs(self, found):
        """What psql prints for each of the examples, run one after the other in one session."""
        script = "".join(f"\\echo {MARK}{n}\n{example.sql}\n" for n, example in enumerate(found))
        self.run("postgres", f"DROP DATABASE IF EXISTS page;\nCREATE DATABASE page TEMPLATE {TEMPLATE};")
        printed = [[] for _ in found]
        current = None
        for line in self.run("page", script).split("\n"):
            if line.startswith(MARK):
                current = int(line[len(MARK):])
            elif current is None:
                sys.exit(f"psql does not run: {line}")
            else:
                printed[current].append(line)
        return [trimmed(lines) for lines in printed]


def run_page(server, page, accept):
    """Complaints about a page; with `accept` the page is rewritten instead."""
    text = page.read_text()
    found = examples(text)
    if not found:
        return []
    lines, complaints = text.split("\n"), []
    for example, actual in reversed(list(zip(found, server.outputs(found)))):
        if example.expected is None:
            wrong = [line for line in actual if line.startswith(("ERROR", "psql:", "invalid"))]
        else:
            wrong = [] if matches(trimmed(example.expected), actual) else actual
            if not wrong and not matches(trimmed(example.expected), actual):
                wrong = ["(nothing)"]
        if wrong and accept and example.span:
            lines[example.span[0]:example.span[1]] = accepted(example.expected, actual)
        elif wrong:
            complaints.append(f"line {example.line}: printed\n" + "\n".join(f"    {line}" for line in wrong))
    if accept:
        page.write_text("\n".join(lines))
    return complaints[::-1]


OBJECTS = """
SELECT DISTINCT p.proname
FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'dbarch'
JOIN pg_proc AS p ON p.oid = d.objid
WHERE d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e' ORDER BY 1
"""
RELATIONS = """
SELECT c.relname
FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'dbarch'
JOIN pg_class AS c ON c.oid = d.objid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
WHERE d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_class'::regclass AND d.deptype = 'e' ORDER BY 1
"""
SETTINGS = "SELECT name FROM pg_settings WHERE name LIKE 'dbarch.%' ORDER BY 1"


def undocumented(server, docs):
    headings = [line for page in docs.rglob("*.md") for line in page.read_text().split("\n") if line.startswith("#")]

    def has_heading(name):
        return any(re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", line) for line in headings)

    missing = []
    for name in server.column(OBJECTS):
        if not (docs / "functions" / f"{name}.md").exists() and not has_heading(name):
            missing.append(f"function {name}: no page docs/functions/{name}.md")
    for name in server.column(RELATIONS):
        if not (docs / "tables" / f"{name}.md").exists():
            missing.append(f"table or view {name}: no page docs/tables/{name}.md")
    settings = (docs / "settings.md").read_text()
    for name in server.column(SETTINGS):
        if f"\n## `{name}`\n" not in settings:
            missing.append(f"setting {name}: no section in docs/settings.md")
    # A page must be reachable.
    index = (docs / "README.md").read_text()
    for page in docs.rglob("*.md"):
        path = page.relative_to(docs).as_posix()
        if pathlib.Path(path).parts[0] == GENERATED and path != f"{GENERATED}/README.md":
            continue
        if path != "README.md" and f"({path})" not in index:
            missing.append(f"{path}: not in the index docs/README.md")
    return missing


def dead_links(docs):
    dead = []
    root = docs.parent
    for page in [*docs.rglob("*.md"), *root.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)", page.read_text()):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                dead.append(f"{page.relative_to(root)}: {target} does not exist")
    return dead


def main():
    arguments = sys.argv[1:]
    split = arguments.index("--")
    own, psql = arguments[:split], arguments[split + 1:]
    accept = "--accept" in own
    docs, *named = [pathlib.Path(argument).resolve() for argument in own if argument != "--accept"]
    server = Server(psql)
    checks = [(page.relative_to(docs.parent).as_posix(), lambda page=page: run_page(server, page, accept))
              for page in named or sorted(docs.rglob("*.md"))
              if page.parent.name != GENERATED]
    if not named:
        checks.append(("every object and setting is documented", lambda: undocumented(server, docs)))
        checks.append(("links between files", lambda: dead_links(docs)))
    failed = 0
    for name, check in checks:
        complaints = check()
        failed += bool(complaints)
        print(("not ok  " if complaints else "ok      ") + name, flush=True)
        for complaint in complaints:
            print("  " + complaint, flush=True)
    print(f"result: {len(checks) - failed} passed; {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
