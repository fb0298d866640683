#!/usr/bin/env bash
# The captured workload among many sessions, over restarts and crashes, with a full memory and a full disk.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

SAVED=pg_stat/dbarch_workload.json
IN_USE=pg_stat/dbarch_workload.last.json

server_create main "shared_preload_libraries = 'dbarch'" "dbarch.worker_enabled = off" "max_connections = 30" \
    "dbarch.capture_text_memory = '256kB'" "dbarch.capture_save_interval = 1s"
sql main postgres "CREATE DATABASE shop"
sql main shop "CREATE EXTENSION dbarch"
sql main shop "CREATE TABLE orders AS SELECT g AS id, g % 100 AS user_id, repeat('n', 20) AS note FROM generate_series(1, 5000) AS g"

# run SCRIPT-LINE OPTION...: pgbench in the database shop.
run() {
    local line=$1
    shift
    printf '%s\n' "$line" >"$WORK/script.sql"
    "$PG_BIN/pgbench" -n -h "$WORK" -p "$PORT_main" -U postgres -f "$WORK/script.sql" "$@" shop >"$WORK/pgbench.out" 2>&1
}

# restart_after_kill: when the last process of a killed server has let go of its memory.
restart_after_kill() {
    until_true 30 server_start main 2>/dev/null
}

# No execution is lost or counted twice, whatever is read meanwhile.
sql main shop "SELECT dbarch.reset_workload()" >/dev/null
(for _ in 1 2 3 4 5 6 7 8; do sql main shop "SELECT count(*) FROM dbarch.workload"; done >/dev/null) &
run '\set id random(1, 5000)
SELECT note FROM orders WHERE id = :id;' -c 8 -j 2 -t 300
ok $? "eight sessions run one statement"
wait
is "$(sql main shop "SELECT calls FROM dbarch.workload WHERE query LIKE 'SELECT note FROM orders WHERE id =%'")" 2400 \
    "each execution is counted once"
is "$(sql main shop "SELECT jsonb_array_length(constants -> 'vectors') FROM dbarch.workload WHERE query LIKE 'SELECT note FROM orders WHERE id =%'")" \
    8 "eight of them are kept with their constants"
run '\set id random(1, 5000)
SELECT note FROM orders WHERE id = :id AND user_id > 0;' -M prepared -c 4 -j 2 -t 100
is "$(sql main shop "SELECT calls || ' ' || jsonb_array_length(constants -> 'vectors') FROM dbarch.workload WHERE query LIKE '%id = \$1 AND user_id > 0'")" \
    "400 8" "so it is with prepared statements"

# Query ids are ours here, since nobody else asks for any. Commands of one text have queries of their own, and a setting
# may give one text two meanings.
"$PG_BIN/psql" -X -q -A -t -h "$WORK" -p "$PORT_main" -U postgres -d shop >"$WORK/ids.out" 2>&1 <<'SQL'
EXPLAIN ANALYZE SELECT id * 2 AS one FROM orders WHERE id = 1 \; EXPLAIN ANALYZE SELECT user_id * 2 AS two FROM orders WHERE id = 2;
SELECT note AS three FROM orders WHERE note = NULL;
SET transform_null_equals = on;
SELECT note AS three FROM orders WHERE note = NULL;
SQL
is "$(grep -c ERROR "$WORK/ids.out")" 0 "statements that look alike run"
is "$(sql main shop "SELECT count(*) FROM dbarch.workload WHERE query ~ 'AS (one|two|three) ' AND calls = 1")" 4 "and are told apart"

# More statements than there is memory for.
python3 -c "for n in range(1, 401): print('SELECT id' + ', id' * n + f\", '{'x' * 1500}' AS b FROM orders WHERE id = {n};\")" >"$WORK/many.sql"
"$PG_BIN/psql" -X -q -A -t -h "$WORK" -p "$PORT_main" -U postgres -d shop -f "$WORK/many.sql" >"$WORK/many.out" 2>&1
is "$(grep -c ERROR "$WORK/many.out")" 0 "400 statements of 2 kB run"
is "$(sql main shop "SELECT evicted_statements > 200 AND text_bytes <= max_text_bytes AND statements > 50 FROM dbarch.capture_statistics()")" t \
    "those that are least useful go, and the memory keeps its bound"
is "$(sql main shop "SELECT count(*) > 0 FROM dbarch.workload WHERE query LIKE 'SELECT note FROM orders WHERE id =%'")" t \
    "the useful ones stay"

"$PG_BIN/pg_dump" -h "$WORK" -p "$PORT_main" -U postgres shop >/dev/null 2>&1
is "$(sql main shop "SELECT (excluded_calls ->> 'dump')::int > 0 FROM dbarch.capture_statistics()")" t \
    "pg_dump is counted and left out"

utilities="SELECT excluded_calls ->> 'utility' FROM dbarch.capture_statistics()"
before=$(sql main shop "$utilities")
"$PG_BIN/psql" -X -q -h "$WORK" -p "$PORT_main" -U postgres -d shop -c 'BEGIN' -c 'COMMIT' -c 'LISTEN news'
is "$(($(sql main shop "$utilities") - before))" 3 "commands of a session that runs nothing else are counted when it ends"

# A clean restart keeps everything.
before=$(sql main shop "SELECT count(*), sum(calls) FROM dbarch.workload")
server_stop main
ok "$([ -s "$WORK/main/data/$SAVED" ]; echo $?)" "a clean shutdown saves"
server_start main
is "$(sql main shop "SELECT count(*), sum(calls) FROM dbarch.workload")" "$before" "and a restart finds it"
log_has main 'dbarch: the captured workload has [0-9]+ statements of the last run'
ok $? "the log says so"

# A backend is killed while statements come and go: the server starts again and goes on with what was saved.
sleep 2
(columns=note
for n in $(seq 1 60); do
    columns="$columns, id"
    sql main shop "SELECT $columns FROM orders WHERE id = $n" >/dev/null 2>&1
done) &
run '\set id random(1, 5000)
SELECT note FROM orders WHERE id = :id AND user_id <> 3;' -c 4 -j 2 -T 4 &
sleep 1
victim=$(sql main shop "SELECT pid FROM pg_stat_activity WHERE application_name = 'pgbench' LIMIT 1")
kill -9 "$victim"
wait
until_true 30 answers main shop "SELECT true"
ok $? "after a backend was killed the server answers again"
is "$(log_count main 'all server processes terminated; reinitializing')" 1 "and crashed once"
until_true 10 answers main shop "SELECT count(*) > 10 FROM dbarch.workload"
ok $? "the workload that was saved is there"
log_has main 'dbarch: the server was not shut down cleanly; the captured workload has the [0-9]+ statements that were saved before'
ok $? "the log says which"
sql main shop "SELECT id AS after_crash FROM orders WHERE id = 1" >/dev/null
is "$(sql main shop "SELECT calls FROM dbarch.workload WHERE query LIKE '%after_crash%'")" 1 "and capture goes on"

# The postmaster is killed.
sleep 2
kill -9 "$(head -n 1 "$WORK/main/data/postmaster.pid")"
restart_after_kill
ok $? "after the postmaster was killed the server starts"
is "$(sql main shop "SELECT calls FROM dbarch.workload WHERE query LIKE '%after_crash%'")" 1 "with the workload that was saved"
is "$(log_count main 'not shut down cleanly; the captured workload')" 2 "and the log says so"

# A full disk at shutdown.
as_server_user ln -s /dev/full "$WORK/main/data/${SAVED%.json}.tmp"
server_stop main
log_has main 'dbarch: the captured workload is not saved: pg_stat/dbarch_workload.json: No space left on device'
ok $? "a full disk at shutdown is told"
server_start main
ok $? "and does not keep the server from starting"
is "$(sql main shop "SELECT calls FROM dbarch.workload WHERE query LIKE '%after_crash%'")" 1 "with what was saved before"

# A damaged file.
server_stop main
as_server_user sed -i '1s/workload 1 [0-9a-f]*/workload 1 00000000/' "$WORK/main/data/$SAVED"
server_start main
ok $? "the server starts with a damaged file"
log_has main 'WARNING:  dbarch: the captured workload of the last run is ignored: .*: its checksum is wrong'
ok $? "and says that it ignores it"
is "$(sql main shop "SELECT count(*) FROM dbarch.workload WHERE query LIKE '%after_crash%'")" 0 "the workload is empty"
sql main shop "SELECT id AS again FROM orders WHERE id = 1" >/dev/null
is "$(sql main shop "SELECT calls FROM dbarch.workload WHERE query LIKE '%again%'")" 1 "and capture goes on"

# Roles and tables whose constants must not be kept: not in the text, not beside it, not through a view, not in the file.
sql main shop "CREATE ROLE secretive LOGIN; GRANT SELECT ON orders TO secretive; CREATE TABLE cards (number text);
    CREATE VIEW payments AS SELECT number FROM cards" >/dev/null
server_configure main "dbarch.capture_private_roles = 'secretive'" "dbarch.capture_private_tables = 'public.cards'"
server_reload main
until_true 10 answers main shop "SELECT current_setting('dbarch.capture_private_tables') = 'public.cards'"
sql main shop "SELECT note FROM orders WHERE id = 4711 AND note <> 'x4711'" secretive >/dev/null
sql main shop "SELECT * FROM payments WHERE number = 'x4711'" >/dev/null
"$PG_BIN/psql" -X -q -h "$WORK" -p "$PORT_main" -U postgres -d shop >/dev/null <<'SQL'
PREPARE pay(text) AS SELECT number FROM cards WHERE number > $1;
EXECUTE pay('x4711');
SQL
is "$(sql main shop "SELECT count(*) FROM dbarch.workload
    WHERE query ~ 'note <> [$]|payments WHERE number = [$]|cards WHERE number > [$]'")" 3 \
    "statements of private roles and tables are kept"
is "$(sql main shop "SELECT count(*) FROM dbarch.workload AS w WHERE w::text LIKE '%4711%'")" 0 "without their constants"

# What ran in a database goes with it.
sql main postgres "CREATE DATABASE gone" >/dev/null
sql main gone "CREATE TABLE t (a int); SELECT a FROM t" >/dev/null
before=$(sql main shop "SELECT statements FROM dbarch.capture_statistics()")
sql main postgres "DROP DATABASE gone" >/dev/null
is "$(sql main shop "SELECT statements < $before FROM dbarch.capture_statistics()")" t "statements of a dropped database go"

# A standby captures what runs there.
until_true 10 test -s "$WORK/main/data/$IN_USE"
server_replica copy main
until_true 10 answers copy shop "SELECT count(*) = 5000 FROM orders"
is "$(sql copy shop "SELECT count(*) FROM dbarch.workload WHERE query LIKE '%again%'")" 0 "a standby does not take over the primary's workload"
is "$(sql copy shop "SELECT calls FROM dbarch.workload WHERE query LIKE 'SELECT count(*) = 5000%'")" 1 "and captures its own"
is "$(sql copy shop "SELECT dbarch.import_workload('{}')")" "ERROR:  cannot import a workload in a read-only transaction" "an import is refused"
is "$(sql copy shop "SELECT dbarch.reset_workload() > 0")" t "which can be reset there"
