#!/usr/bin/env bash
# dbarch among other libraries with planner and executor hooks, in any order, with parallel query forced: what it looks
# at shows nowhere, and errors, cancels and concurrent DDL leave the session as it was.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"
here=$(cd "$(dirname "$0")/isolation" && pwd)
parallel=force_parallel_mode
[ "$("$PG_CONFIG" --version | sed -E 's/^PostgreSQL ([0-9]+).*/\1/')" -lt 16 ] || parallel=debug_parallel_query

# script NAME FILE
script() {
    local port=PORT_$1
    "$PG_BIN/psql" -X -q -A -t -h "$WORK" -p "${!port}" -U postgres -d shop <"$2" 2>&1
}

# hold NAME: a session that keeps the table "locked" to itself until release.
hold() {
    local port=PORT_$1
    "$PG_BIN/psql" -X -q -h "$WORK" -p "${!port}" -U postgres -d shop -c "BEGIN; LOCK TABLE locked; SELECT pg_sleep(60)" \
        >/dev/null 2>&1 &
    HOLDER=$!
    until_true 10 answers "$1" shop "SELECT count(*) = 1 FROM pg_locks WHERE relation = 'locked'::regclass AND granted"
}

# check NAME LIBRARY...: everything, on a server that preloads the libraries in this order.
check() {
    local name=$1 order postmaster
    shift
    order=$(IFS=,; echo "$*")
    server_create "$name" "shared_preload_libraries = '$order'" "dbarch.worker_enabled = off" "autovacuum = off" \
        "auto_explain.log_min_duration = 0" "auto_explain.log_nested_statements = on" "auto_explain.log_analyze = on" \
        "auto_explain.log_verbose = on" "pg_stat_statements.track = all" "pg_stat_statements.track_planning = on" \
        "$parallel = regress" "min_parallel_table_scan_size = 0" "parallel_setup_cost = 0" "parallel_tuple_cost = 0" \
        "log_error_verbosity = verbose"
    postmaster=$(head -n 1 "$WORK/$name/data/postmaster.pid")
    sql "$name" postgres "CREATE DATABASE shop"
    is "$(script "$name" "$here/shop.sql")" "" "$order: set up"
    sql "$name" shop "CREATE TABLE locked (a integer)"
    hold "$name"
    is "$(script "$name" "$here/session.sql")" "$(cat "$here/session.expected")" "$order: a session with errors and cancels"
    kill "$HOLDER"
    wait "$HOLDER" 2>/dev/null
    is "$(log_count "$name" '(using|on) "?(imaginary|<hypothetical>)|[^0-9]42949[0-9]{5}([^0-9]|$)')" 0 \
        "$order: the log shows nothing hypothetical"
    case $order in *auto_explain*)
        log_has "$name" 'Query Text: PREPARE after AS SELECT count\(\*\) FROM orders AS looked_at_now'
        ok $? "$order: while it shows what ran"
        ;;
    esac
    ddl "$name" "$order"
    is "$(log_count "$name" 'PANIC|TRAP|was terminated by|panicked|XX0|could not open relation|cache lookup')" 0 \
        "$order: the log is clean"
    is "$(head -n 1 "$WORK/$name/data/postmaster.pid")" "$postmaster" "$order: the server is the same"
    server_stop "$name" immediate
}

# ddl NAME ORDER: one session changes a table while two look at it.
ddl() {
    local name=$1 order=$2 pids=()
    # Logging every plan would be most of the work.
    sql "$name" postgres "ALTER DATABASE shop SET auto_explain.log_min_duration = -1"
    sql "$name" shop "CALL change(3)" >"$WORK/change" &
    pids+=($!)
    sql "$name" shop "CALL look(3)" >"$WORK/look1" &
    pids+=($!)
    sql "$name" shop "CALL look(3)" >"$WORK/look2" &
    pids+=($!)
    wait "${pids[@]}"
    is "$(cat "$WORK/change" "$WORK/look1" "$WORK/look2")" "" "$order: DDL and what-ifs on one table end"
    is "$(sql "$name" shop "SELECT kind, message, count(*) FROM outcomes
        WHERE kind NOT IN ('row', '42P01', '42703', '42704', '55P03') OR kind = 'row' AND message ~ 'XX0' GROUP BY 1, 2")" "" "$order: with errors that say what had changed"
    ok "$(sql "$name" shop "SELECT (count(*) FILTER (WHERE kind = 'row') < 10)::integer FROM outcomes")" \
        "$order: and answers in between" "$(sql "$name" shop "SELECT kind, count(*) FROM outcomes GROUP BY 1")"
}

# Of those that this PostgreSQL has; pg_hint_plan takes planning into its own hands.
libraries=()
for library in pg_stat_statements auto_explain pg_hint_plan; do
    [ ! -e "$("$PG_CONFIG" --pkglibdir)/$library.so" ] || libraries+=("$library")
done
check first dbarch "${libraries[@]}"
check last "${libraries[@]}" dbarch

# Many at once: more than anybody has, in a time that anybody would wait.
server_create many "shared_preload_libraries = 'dbarch'"
sql many postgres "CREATE EXTENSION dbarch; CREATE TABLE t (a integer, b integer);
    INSERT INTO t SELECT i, i % 9 FROM generate_series(1, 9000) AS i; ANALYZE t"
started=$SECONDS
is "$(sql many postgres "SELECT indexes_used FROM dbarch.whatif_cost(ARRAY['SELECT b FROM t WHERE a = 3'],
    (SELECT array_agg(format('CREATE INDEX i%s ON t (b, a) WITH (fillfactor = %s)', n, 10 + n % 90) ORDER BY n)
     FROM generate_series(1, 4999) AS n) || 'CREATE INDEX best ON t (a)'::text)")" "{best}" "5,000 hypothetical indexes in one call"
echo "# in $((SECONDS - started)) s"
