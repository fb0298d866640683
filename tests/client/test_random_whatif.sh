#!/usr/bin/env bash
# Random queries, random hypothetical indexes and random hidden real ones: no crash, no internal error, no trace, and
# dbarch takes and refuses the definitions that CREATE INDEX takes and refuses.
#
# SEED, INDEXES and QUERIES (numbers of cases) make it another or a longer run; SQLSMITH=1 adds queries of sqlsmith, if
# that is installed. KEEP=FILE copies all failures into a file.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"
here=$(cd "$(dirname "$0")/random_whatif" && pwd)
root=$here/../../..

server_create main "shared_preload_libraries = '$PRELOAD'" "autovacuum = off" "log_min_messages = log" \
    "log_error_verbosity = terse" "log_min_error_statement = panic" "log_line_prefix = '%e '" \
    "min_parallel_table_scan_size = 64kB" "dbarch.worker_enabled = off" \
    "synchronous_commit = off" "enable_partitionwise_join = on" "max_locks_per_transaction = 256"
sql main postgres "CREATE DATABASE shop"
sql main postgres "ALTER DATABASE shop SET client_min_messages = warning"
sql main shop "CREATE EXTENSION dbarch; CREATE SCHEMA loaded; CREATE SCHEMA bare"
for extension in pg_trgm btree_gin btree_gist; do
    [ ! -e "$("$PG_CONFIG" --sharedir)/extension/$extension.control" ] || sql main shop "CREATE EXTENSION $extension"
done

# load SCHEMA FILE...
load() {
    local schema=$1 port=PORT_main file files=()
    shift
    for file in "$@"; do files+=(-f "$file"); done
    PGOPTIONS="-c search_path=$schema,public" \
        "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 \
        -h "$WORK" -p "${!port}" -U postgres -d shop "${files[@]}" 2>&1 >/dev/null
}
for schema in loaded bare; do
    is "$(load $schema "$root/sample/schema.sql" "$here/tables.sql")" "" "tables in schema $schema"
done
is "$(load loaded "$here/fill.sql")" "" "rows in one of them"
is "$(load torture "$here/grammar.sql" "$here/grammar_index.sql" "$here/grammar_query.sql" "$here/judge.sql")" "" \
    "grammar and rules"
sql main shop "INSERT INTO torture.setting VALUES (${SEED:-1})"

postmaster=$(head -n 1 "$WORK/main/data/postmaster.pid")
is "$(sql main shop "CALL torture.judge_indexes(${INDEXES:-2000})")" "" "random index definitions end"
is "$(sql main shop "CALL torture.judge_queries(${QUERIES:-500})")" "" "random queries end"

# More queries from a generator that knows more of SQL; most join many tables, so these are fewer.
sqlsmith_queries() {
    local port=PORT_main
    sqlsmith --dry-run --max-queries="$1" --seed="${SEED:-1}" \
        --target="host=$WORK port=${!port} user=postgres dbname=shop" 2>/dev/null |
        awk 'BEGIN { print "SET search_path = torture;" }
             NR == 1 { print "SET statement_timeout = 2000;" }
             { query = query $0 "\n" }
             /;[ \t]*$/ { sub(/;[ \t\n]*$/, "", query)
                 print "CALL judge_query($sqlsmith$" query "$sqlsmith$, some_indexes(any_table()), ARRAY[]::text[]);"; query = "" }'
}
if [ -n "${SQLSMITH:-}" ] && command -v sqlsmith >/dev/null; then
    sqlsmith_queries "$((${QUERIES:-500} / 5))" >"$WORK/sqlsmith.sql"
    is "$(load loaded "$WORK/sqlsmith.sql" | grep -cE 'terminated|PANIC')" 0 "queries of sqlsmith end"
fi

# none KIND WHAT: no failure of this kind; shows some of those there are.
none() {
    ok "$(sql main shop "SELECT (count(*) > 0)::integer FROM torture.failure WHERE kind = '$1'")" "$2" \
        "$(sql main shop "SELECT count(*) FROM torture.failure WHERE kind = '$1'") times, such as:
$(sql main shop "SELECT detail || E'\n    ' || statement FROM torture.failure WHERE kind = '$1' LIMIT 12" | cut -c1-1500)"
}
none internal "no internal error"
none verdict "dbarch takes and refuses what CREATE INDEX takes and refuses, with its SQLSTATE"
none repeat "the same call twice gives the same answer"
none dearer "an index makes no query dearer"
none lock "no lock stays"
none trace "EXPLAIN reads the same before and after"
is "$(head -n 1 "$WORK/main/data/postmaster.pid")" "$postmaster" "the server is the same"
is "$(log_count main 'PANIC|TRAP|was terminated by|panicked|could not open relation|cache lookup failed|XX0')" 0 \
    "and its log is clean"
[ -z "${KEEP:-}" ] || sql main shop "SELECT * FROM torture.failure" >"$KEEP"
sql main shop "SELECT '# ' || what || ': ' || many FROM torture.tally ORDER BY what"
