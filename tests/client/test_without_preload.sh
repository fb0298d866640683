#!/usr/bin/env bash
# Without shared_preload_libraries everything works by hand, and status() says what is lacking; dump and restore.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

server_create main
sql main postgres "CREATE DATABASE shop"
is "$(sql main shop "CREATE EXTENSION dbarch")" "" "CREATE EXTENSION works"
is "$(sql main shop "SELECT jsonb_object_keys(dbarch.health())" | sort | tr '\n' ' ')" \
    "databases maintenance meta next_agent_needs performance recommendations summary " "health() works"
is "$(sql main shop "SELECT dbarch.run_report()")" 1 "run_report() works"
is "$(sql main shop "SELECT count(*) FROM dbarch.workload")" 0 "the workload is empty"
is "$(sql main shop "SELECT dbarch.import_workload('{\"dbarch_workload\": 1, \"statements\": [{\"query\": \"SELECT 1\"}]}')")" 1 \
    "and can be imported"
is "$(sql main shop "SELECT source, query FROM dbarch.workload")" "imported|SELECT 1" "and seen"
is "$(sql main shop "SELECT component || ': ' || state FROM dbarch.status() WHERE hint IS NOT NULL")" \
    "preload: not loaded at server start
launcher: not running
capture: not available
pg_stat_statements: not readable" "status() tells what is lacking"

sql main shop "CREATE ROLE nobody LOGIN; CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher"
is "$(sql main shop "SELECT dbarch.health() #>> '{databases,primary,type}'" nobody)" PostgreSQL \
    "health() works for an unprivileged role"
is "$(sql main shop "SELECT dbarch.health() #>> '{databases,primary,connections}' IS NULL
    AND dbarch.health() #>> '{databases,primary,unknown}' LIKE '%pg_monitor%'" nobody)" t \
    "what it may not see is null, and the report says why"
is "$(sql main shop "SELECT state FROM dbarch.status() WHERE component = 'last_report'" nobody)" unknown \
    "status() works for it too"
is "$(sql main shop "SELECT dbarch.run_report()" nobody)" "ERROR:  permission denied for function run_report" \
    "run_report() does not"
is "$(sql main shop "SELECT dbarch.run_report()" watcher)" 2 "a member of pg_monitor may have a report written"
is "$(sql main shop "SELECT count(*) FROM dbarch.reports WHERE status = 'succeeded'" watcher)" 2 "and read it"
is "$(sql main shop "DELETE FROM dbarch.reports" watcher)" "ERROR:  permission denied for table reports" "but not erase one"

# History survives a dump, and the numbering goes on.
port=PORT_main
sql main postgres "CREATE DATABASE again"
"$PG_BIN/pg_dump" -h "$WORK" -p "${!port}" -U postgres -Fp shop 2>&1 |
    "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$WORK" -p "${!port}" -U postgres -d again >"$WORK/restore.log" 2>&1
ok $? "pg_dump and restore succeed" "$(cat "$WORK/restore.log")"
is "$(sql main again "SELECT count(*) FROM dbarch.reports")" 2 "reports survive them"
is "$(sql main again "SELECT dbarch.run_report()")" 3 "and ids go on from there"
