#!/usr/bin/env bash
# Dropped databases and extensions, errors, timeouts, crashes and shutdowns: the worker survives or leaves promptly.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

server_create main "shared_preload_libraries = '$PRELOAD'" "dbarch.report_interval = 1s" \
    "dbarch.report_timeout = 3s" "dbarch.lock_timeout = 1h"
for database in one two three; do
    sql main postgres "CREATE DATABASE $database"
    sql main $database "CREATE EXTENSION dbarch"
done
server_reload main
for database in one two three; do
    until_true 20 answers main $database "SELECT count(*) > 1 FROM dbarch.reports WHERE status = 'succeeded'" || break
done
ok $? "reports are written every second"

is "$(sql main postgres "DROP DATABASE three")" "" "DROP DATABASE succeeds between two runs"
sleep 3
is "$(log_count main 'FATAL')" 0 "a dropped database leaves no FATAL in the log"

is "$(sql main two "DROP EXTENSION dbarch CASCADE")" "" "DROP EXTENSION succeeds between two runs"
count=$(sql main one "SELECT count(*) FROM dbarch.reports")
until_true 10 answers main one "SELECT count(*) > $count + 1 FROM dbarch.reports"
ok $? "the other database goes on being served"
is "$(log_count main 'ERROR:|FATAL|WARNING')" 0 "a dropped extension is no error"

# What the owner of a database may attach to it must not reach the worker.
sql main postgres "CREATE ROLE owner; CREATE ROLE other; ALTER DATABASE one OWNER TO owner; SET ROLE owner;
    ALTER DATABASE one SET search_path = evil, pg_catalog; ALTER DATABASE one SET default_transaction_read_only = on;
    ALTER DATABASE one SET standard_conforming_strings = off; ALTER DATABASE one SET statement_timeout = '1ms'" >/dev/null
sql main postgres "ALTER DATABASE one SET role = other"
# They must not reach these queries either; what a client asks for at its start outranks them.
export PGOPTIONS='-c statement_timeout=0'
count=$(sql main one "SET ROLE NONE; SELECT count(*) FROM dbarch.reports")
until_true 10 answers main one "SET ROLE NONE;
    SELECT count(*) > $count + 1 AND bool_and(status = 'succeeded') FROM dbarch.reports WHERE status <> 'running'"
status=$?
unset PGOPTIONS
ok $status "settings of the database do not disturb the worker"
sql main postgres "ALTER DATABASE one RESET ALL"

sql main one "ALTER TABLE dbarch.reports RENAME COLUMN body TO content"
until_true 10 log_has main 'WARNING:  dbarch worker: health report [0-9]+ failed: 42703: column "body" '
ok $? "an error in a run is one clear line in the log"
sql main one "ALTER TABLE dbarch.reports RENAME COLUMN content TO body"
until_true 5 answers main one "SELECT count(*) > 0 FROM dbarch.reports WHERE status = 'failed' AND error LIKE '42703: %'"
ok $? "and a failed report that quotes it"
count=$(sql main one "SELECT count(*) FROM dbarch.reports WHERE status = 'succeeded'")
until_true 10 answers main one "SELECT count(*) > $count FROM dbarch.reports WHERE status = 'succeeded'"
ok $? "and the next run succeeds"

# hold DATABASE RELATION: a session that keeps others out of a relation until unhold. The relation is one that a report
# reads and nobody else, so that only the run waits.
hold() {
    local port=PORT_main
    mkfifo "$WORK/hold"
    "$PG_BIN/psql" -X -q -h "$WORK" -p "${!port}" -U postgres -d "$1" <"$WORK/hold" >/dev/null 2>&1 &
    HOLDER=$!
    exec 9>"$WORK/hold"
    echo "BEGIN; LOCK TABLE $2 IN ACCESS EXCLUSIVE MODE;" >&9
}
unhold() {
    exec 9>&-
    wait "$HOLDER" 2>/dev/null
    rm -f "$WORK/hold"
}

worker_waits() {
    answers main postgres "SELECT count(*) = 1 FROM pg_stat_activity
        WHERE backend_type = 'dbarch worker' AND wait_event_type = 'Lock'"
}

hold one pg_catalog.pg_stat_archiver
until_true 10 worker_waits
ok $? "a run that waits for a lock shows in pg_stat_activity"
is "$(sql main postgres "SELECT application_name || ': ' || query FROM pg_stat_activity WHERE backend_type = 'dbarch worker'")" \
    "dbarch worker: health report" "with a name and what it does"
until_true 10 answers main one "SELECT count(*) = 1 FROM dbarch.reports
    WHERE error LIKE '57014: canceling statement due to statement timeout%'"
ok $? "dbarch.report_timeout ends it, and the failed report says so"
until_true 10 worker_waits
started=$SECONDS
sql main postgres "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'dbarch worker'" >/dev/null
until_true 10 log_has main 'FATAL:  terminating background worker "dbarch worker" due to administrator command'
ok $? "SIGTERM ends a worker in the middle of a run"
unhold
until_true 10 answers main one "SELECT count(*) >= 1 FROM dbarch.reports WHERE error LIKE 'interrupted: %'"
ok $? "its report is marked as interrupted by the next run"
is "$(sql main one "SELECT count(*) FROM dbarch.reports
    WHERE status = 'running' AND started_at < now() - interval '10 s'")" 0 "no report stays running"

pid=$(sql main postgres "SELECT pid FROM pg_stat_activity WHERE backend_type = 'dbarch launcher'")
sql main postgres "SELECT pg_terminate_backend($pid)" >/dev/null
until_true 25 answers main postgres "SELECT count(*) = 1 FROM pg_stat_activity
    WHERE backend_type = 'dbarch launcher' AND pid <> $pid"
ok $? "a terminated launcher comes back"

victim=$(sql main postgres "SELECT pid FROM pg_stat_activity WHERE backend_type = 'dbarch launcher'")
as_server_user kill -9 "$victim"
until_true 30 answers main postgres "SELECT count(*) = 1 FROM pg_stat_activity
    WHERE backend_type = 'dbarch launcher' AND pid <> $victim"
ok $? "after a crash of the server's processes the launcher returns"
count=$(sql main one "SELECT count(*) FROM dbarch.reports WHERE status = 'succeeded'")
until_true 15 answers main one "SELECT count(*) > $count FROM dbarch.reports WHERE status = 'succeeded'"
ok $? "and reports are written again"

hold one pg_catalog.pg_stat_archiver
until_true 10 worker_waits
started=$SECONDS
server_stop main fast
ok $? "a fast shutdown during a run succeeds"
unhold
[ $((SECONDS - started)) -le 5 ]
ok $? "promptly" "$((SECONDS - started)) s"
is "$(log_count main 'PANIC|TRAP|panicked')" 0 "nothing panicked"

# Room for the launcher and nothing else.
server_configure main "max_worker_processes = 2"
server_start main
until_true 20 log_has main 'dbarch launcher: no free worker process for database' 
ok $? "without a free worker process one line says so"
sql main postgres "ALTER SYSTEM SET max_worker_processes = 8"
is "$(log_count main 'no free worker process')" 1 "once"
server_stop main && server_start main
count=$(sql main one "SELECT count(*) FROM dbarch.reports WHERE status = 'succeeded'")
until_true 15 answers main one "SELECT count(*) > $count FROM dbarch.reports WHERE status = 'succeeded'"
ok $? "with one, reports go on"

# pg_upgrade starts the server in binary-upgrade mode, where nobody but it may write.
server_stop main
as_server_user "$PG_BIN/pg_ctl" -D "$WORK/main/data" -l "$WORK/main/server.log" -o -b -w -t 60 start >/dev/null
sleep 2
is "$(sql main one "SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'dbarch%'")" 0 \
    "pg_upgrade's server runs no worker"
is "$(sql main one "SELECT state FROM dbarch.status() WHERE component = 'launcher'")" "not running" "and status() says so"
