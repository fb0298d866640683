#!/usr/bin/env bash
# A run of checks is seen from other sessions, can be cancelled, and does not wait longer than it may; what is set and recorded
# survives a dump and holds on a standby.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

server_create main "shared_preload_libraries = '$PRELOAD'" "dbarch.worker_enabled = off" "dbarch.capture = off" \
    "autovacuum = off"
sql main postgres "CREATE DATABASE shop"
sql main shop "CREATE EXTENSION dbarch; CREATE TABLE visits (id int); CREATE SEQUENCE numbers AS smallint START 32000;
    CREATE ROLE nobody LOGIN; CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher"
sql main postgres "CREATE EXTENSION dbarch"

session() {
    local port=PORT_$1
    "$PG_BIN/psql" -X -q -A -t -h "$WORK" -p "${!port}" -U postgres -d shop 2>&1
}

# One check of three waits for this lock, the others need it not.
CHECKS='{missing-primary-key,sequence-exhaustion,timestamp-without-time-zone}'
echo "BEGIN; LOCK TABLE pg_catalog.pg_sequence; SELECT pg_sleep(300);" | session main >/dev/null &
until_true 20 answers main shop "SELECT count(*) > 0 FROM pg_locks WHERE relation = 'pg_sequence'::regclass AND mode = 'AccessExclusiveLock' AND granted"

# run NAME SETTINGS: checks in the background; what they say goes to a file.
run() {
    session main >"$WORK/$1" <<<"$2 SELECT check_id, status FROM dbarch.check_all(checks => '$CHECKS') ORDER BY 1;" &
    runner=$!
}
waits() {
    until_true 20 answers main postgres "SELECT count(*) = 1 FROM dbarch.check_progress WHERE check_id = 'sequence-exhaustion'"
}
stops() {
    until_true 20 answers main postgres "SELECT count(*) = 0 FROM dbarch.check_progress"
}
PATIENT="SET dbarch.lock_timeout = '5min'; SET dbarch.check_timeout = 0;"

run cancelled "$PATIENT"
waits
ok $? "a run is seen from another session and another database"
is "$(sql main postgres "SELECT database_name, user_name, area, checks_done, checks_total, findings FROM dbarch.check_progress")" \
    "shop|postgres|maintenance|1|3|1" "with what it has done and what it does"
is "$(sql main postgres "SELECT p.started_at <= p.check_started_at AND p.check_started_at <= now() AND p.started_at > a.backend_start
    FROM dbarch.check_progress AS p JOIN pg_stat_activity AS a USING (pid)")" t "since when, and in which process"
is "$(sql main shop "SELECT database_name, user_name, check_id, checks_done FROM dbarch.check_progress" nobody)" "shop|postgres||" \
    "to others only that it runs"
is "$(sql main shop "SELECT database_name, user_name, check_id, checks_done FROM dbarch.check_progress" watcher)" \
    "shop|postgres|sequence-exhaustion|1" "and all of it to members of pg_monitor"
started=$EPOCHREALTIME
sql main shop "SELECT pg_cancel_backend(pid) FROM dbarch.check_progress" >/dev/null
wait "$runner"
took=$(awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
is "$(cat "$WORK/cancelled")" "ERROR:  canceling statement due to user request" "a cancel ends the whole run"
ok "$(awk -v t="$took" 'BEGIN { print !(t < 3) }')" "at once" "$took s"
stops
ok $? "and it is seen no more"

run ended "$PATIENT"
waits
sql main shop "SELECT pg_terminate_backend(pid) FROM dbarch.check_progress" >/dev/null
wait "$runner"
stops
ok $? "nor is a run whose session was terminated"

run limited "$PATIENT SET statement_timeout = '500ms';"
wait "$runner"
is "$(cat "$WORK/limited")" "ERROR:  canceling statement due to statement timeout" "statement_timeout ends the whole run"

run slow "$PATIENT SET dbarch.check_timeout = '500ms';"
wait "$runner"
is "$(cat "$WORK/slow")" "missing-primary-key|ok
sequence-exhaustion|error" "dbarch.check_timeout ends the check, and the others go on"
run locked "SET dbarch.lock_timeout = '300ms';"
wait "$runner"
is "$(cat "$WORK/locked")" "missing-primary-key|ok
sequence-exhaustion|error" "and so does dbarch.lock_timeout"
is "$(session main <<<"SET dbarch.lock_timeout = '300ms'; SELECT detail ->> 'sqlstate' FROM dbarch.check_all(checks => '{sequence-exhaustion}')")" \
    55P03 "which the row says"
sql main shop "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%' AND pid <> pg_backend_pid()" >/dev/null
wait
is "$(sql main shop "SELECT count(*) FROM dbarch.check_all(checks => '{sequence-exhaustion}') WHERE status <> 'ok'")" 0 \
    "afterwards it can judge"

# Two sessions that set, suppress and record at once.
for one in 1 2 3 4; do
    for round in 1 2 3 4 5; do
        echo "SELECT dbarch.configure_check('unused-index', parameters => '{\"min_days\": $((one * 10 + round))}');
              SELECT dbarch.suppress('missing-primary-key', 'public.$one'); SELECT dbarch.suppress('*', 'public.x');
              SELECT dbarch.record_findings(checks => '{missing-primary-key}');"
    done | session main >"$WORK/at_once.$one" &
done
wait
is "$(cat "$WORK"/at_once.* | grep -c ERROR)" 0 "sessions that set, suppress and record at once do not disturb each other" \
    "$(grep -h ERROR "$WORK"/at_once.*)"
is "$(sql main shop "SELECT count(*), count(DISTINCT id) FROM dbarch.check_runs")" "20|20" "and every run is recorded"

# A standby.
sql main shop "SELECT dbarch.configure_check('missing-primary-key', severity => 'error', enabled => true);
    SELECT dbarch.suppress('missing-primary-key', 'public.v*', 'why', '2100-01-01'); SELECT dbarch.record_findings('base')" >/dev/null
server_replica copy main
until_true 20 answers copy shop "SELECT count(*) = 1 FROM dbarch.check_runs WHERE name = 'base'"
is "$(sql copy shop "SELECT severity, detail #>> '{suppressed,reason}' FROM dbarch.check_all(checks => '{missing-primary-key}', include_suppressed => true)")" \
    "error|why" "a standby checks with what is set and suppressed"
is "$(sql copy shop "SELECT string_agg(DISTINCT change, ',') FROM dbarch.compare_findings('base', checks => '{missing-primary-key}', include_suppressed => true)")" \
    unchanged "and compares with what was recorded"
is "$(sql copy shop "SELECT dbarch.record_findings()" | head -1)" "ERROR:  cannot record findings in a read-only transaction" \
    "and records nothing"

# Dump and restore.
state() {
    sql main "$1" "SELECT check_id, enabled, severity, parameters FROM dbarch.check_settings ORDER BY 1;
        SELECT check_id, object_pattern, reason, until, matched FROM dbarch.suppressions ORDER BY 1, 2;
        SELECT id, name, judged FROM dbarch.check_runs ORDER BY id; SELECT count(*) FROM dbarch.check_run_findings"
}
before=$(state shop)
port=PORT_main
sql main postgres "CREATE DATABASE restored"
"$PG_BIN/pg_dump" -h "$WORK" -p "${!port}" -U postgres shop 2>"$WORK/dump.log" |
    "$PG_BIN/psql" -X -q -h "$WORK" -p "${!port}" -U postgres -d restored -v ON_ERROR_STOP=1 >>"$WORK/dump.log" 2>&1
ok $? "a dump can be restored" "$(cat "$WORK/dump.log")"
is "$(state restored)" "$before" "with settings, suppressions and recorded runs"
is "$(sql main restored "SELECT string_agg(DISTINCT change, ',') FROM dbarch.compare_findings('base', checks => '{missing-primary-key}', include_suppressed => true)")" \
    unchanged "which can be compared with"
is "$(sql main restored "SELECT dbarch.record_findings() > (SELECT id FROM dbarch.check_runs WHERE name = 'base')")" t "and numbers go on"

# Without preloading nothing is seen, and all else works.
server_create plain
sql plain postgres "CREATE EXTENSION dbarch; CREATE TABLE visits (id int)"
is "$(sql plain postgres "SELECT count(*) FROM dbarch.check_progress")" 0 "without preloading no run is seen"
is "$(sql plain postgres "SELECT dbarch.suppress('missing-primary-key'); SELECT count(*) FROM dbarch.check_all(checks => '{missing-primary-key}')" | tail -1)" 0 \
    "and everything else works"
