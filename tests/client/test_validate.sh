#!/usr/bin/env bash
# validate_index() among other sessions: it waits for locks no longer than asked to, ends when it is cancelled, and on a
# standby it predicts and does not build.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

server_create main "shared_preload_libraries = 'dbarch'" "dbarch.worker_enabled = off"
sql main postgres "CREATE EXTENSION dbarch"
sql main postgres "CREATE TABLE orders AS SELECT g AS id, g % 100 AS user_id FROM generate_series(1, 20000) AS g"
sql main postgres "ANALYZE orders"
validate="dbarch.validate_index('CREATE INDEX ON orders (user_id)', ARRAY["
query="'SELECT * FROM orders WHERE user_id = 7']"

# Somebody writes: the index cannot be built, but can be predicted.
sql main postgres "BEGIN; UPDATE orders SET id = 0 WHERE id = 1; SELECT pg_sleep(4); COMMIT" >/dev/null &
until_true 10 answers main postgres "SELECT count(*) > 0 FROM pg_locks WHERE relation = 'orders'::regclass AND mode = 'RowExclusiveLock'"
ok $? "a writer holds its lock"
is "$(sql main postgres "SELECT verdict FROM $validate$query)")" improves "a prediction needs no lock that a writer minds"
is "$(sql main postgres "SET dbarch.lock_timeout = '100ms'; SELECT verdict FROM $validate$query, 'build')" | grep -o 'ERROR:.*')" \
    "ERROR:  canceling statement due to lock timeout" "building waits for dbarch.lock_timeout"
wait
is "$(sql main postgres "SELECT verdict FROM $validate$query, 'build')")" improves "and works when the writer is done"

# Cancelled while a query runs: the call ends, nothing stays.
(sql main postgres "SELECT verdict FROM $validate'SELECT pg_sleep(60)'], 'execute')" >"$WORK/cancelled") &
until_true 20 answers main postgres "SELECT count(pg_cancel_backend(pid)) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
wait
is "$(grep -o 'ERROR:.*' "$WORK/cancelled")" "ERROR:  canceling statement due to user request" "a cancel ends the call"
is "$(sql main postgres "SELECT count(*) FROM pg_index WHERE indrelid = 'orders'::regclass")" 0 "and the index is gone"
is "$(sql main postgres "SELECT count(*) FROM pg_locks WHERE relation = 'orders'::regclass")" 0 "with its locks"

server_replica copy main
until_true 10 answers copy postgres "SELECT count(*) > 0 FROM orders"
is "$(sql copy postgres "SELECT verdict FROM $validate$query)")" improves "a standby predicts"
is "$(sql copy postgres "SELECT verdict FROM $validate$query, 'execute')" | head -1)" \
    "ERROR:  cannot execute CREATE INDEX in a read-only transaction" "and does not build"
