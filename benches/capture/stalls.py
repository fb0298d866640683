"""Runs statements that all differ, each once, and says how long they took.

Usage: stalls.py PSQL STATEMENTS CLIENTS PERIOD DIRECTORY
Where the server is, and whether it captures, says the environment (PGHOST, PGPORT, PGOPTIONS, ...). Prints as CSV, in
microseconds: the median, two high percentiles and the longest. With a PERIOD, also what each PERIODth statement takes
longer than the others, once the table of statements is full: that is when some have to go.
"""

import os
import re
import statistics
import subprocess
import sys

COLUMNS = 16


def statement(number: int) -> str:
    """The columns are those whose bits are set, so each number makes another query id."""
    columns = [f"measure_{bit}" for bit in range(COLUMNS) if number >> bit & 1]
    return f"SELECT {', '.join(columns)} FROM bench.wide WHERE id = {number % 1000};\n"


def run_clients(psql: str, statements: int, clients: int, directory: str) -> list[list[int]]:
    """Microseconds of each statement, in the order in which each client has sent them."""
    programs = []
    for client in range(clients):
        file = os.path.join(directory, f"statements.{client}.sql")
        with open(file, "w") as script:
            script.write("\\timing on\n")
            script.writelines(statement(number) for number in range(1 + client, statements + 1, clients))
        command = [psql, "-XqAt", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", file]
        programs.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    found = []
    for program in programs:
        output, _ = program.communicate()
        if program.returncode:
            sys.exit("error: psql has failed")
        found.append([round(1000 * float(ms)) for ms in re.findall(r"^Time: ([\d.]+) ms", output, re.M)])
    if sum(map(len, found)) != statements:
        sys.exit(f"error: psql reports {sum(map(len, found))} statements of {statements}")
    return found


def beyond_the_others(times: list[int], period: int) -> float:
    """The statements at which some have to go follow each other at the same distance, nobody knows from where on."""
    settled = times[len(times) // 2 :]
    usual = statistics.median(settled)
    return max(statistics.median(settled[phase::period]) for phase in range(period)) - usual


def main(psql: str, statements: int, clients: int, period: int, directory: str) -> None:
    found = run_clients(psql, statements, clients, directory)
    times = sorted(us for client in found for us in client)
    parts = [times[int(len(times) * part)] for part in (0.5, 0.99, 0.999)] + [times[-1]]
    parts.append(round(beyond_the_others(found[0], period)) if period else "")
    print(",".join(map(str, parts)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
