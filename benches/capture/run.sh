#!/usr/bin/env bash
# What does capturing cost, and does it ever make anybody wait? benches/README.md explains the figures. Called by
# "make bench-capture" when the extension is installed for PG_CONFIG.
#
# ROUNDS=7 of SECONDS_EACH=6 for what it costs, STALL_ROUNDS=5 with STATEMENTS=50000 for stalls; KEEP=1 leaves the
# cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/capture
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

ROUNDS=${ROUNDS:-7}
SECONDS_EACH=${SECONDS_EACH:-6}
STALL_ROUNDS=${STALL_ROUNDS:-5}
STATEMENTS=${STATEMENTS:-50000}
PYTHON=${PYTHON:-python3}
CLUSTER_LINK=$root/target/capture
PORT=54520

# What each switches itself on and off with. dbarch makes query ids by itself, and nobody else asks for them there.
declare -A ON=(
    [dbarch]="SET dbarch.capture = on"
    [pg_stat_statements]="SET pg_stat_statements.track = 'top'; SET compute_query_id = on"
    [pg_qualstats]="SET pg_qualstats.enabled = on"
)
declare -A OFF=(
    [dbarch]="SET dbarch.capture = off"
    [pg_stat_statements]="SET pg_stat_statements.track = 'none'; SET compute_query_id = off"
    [pg_qualstats]="SET pg_qualstats.enabled = off"
)

bench() {
    cluster_psql -q -d bench "$@"
}

# The same tables for all, whose pages all fit in memory. No worker of dbarch, which works at its own time.
create_cluster() {
    cluster_remove
    cluster_create "$PORT" 'shared_buffers = 512MB' 'fsync = off' 'full_page_writes = off' 'autovacuum = off' \
        'max_wal_size = 8GB' 'dbarch.worker_enabled = off'
    cluster_psql -q -c 'CREATE DATABASE bench'
    bench -c 'CREATE EXTENSION dbarch' -c 'CREATE EXTENSION pg_prewarm' -f "$here/table.sql"
    export PGHOST=$CLUSTER_SOCKET PGPORT=$CLUSTER_PORT PGUSER=postgres PGDATABASE=bench
    "$PG_BIN/pgbench" -i -s 10 -q
}

# serve LIBRARY [OPTION]...: starts the server anew, with that library and no other.
serve() {
    local options="-c shared_preload_libraries=$1"
    shift
    as_server_user "$PG_BIN/pg_ctl" -D "$CLUSTER_DIR/data" -l "$CLUSTER_LOG" -w -t 60 -m fast \
        -o "$options $*" restart >/dev/null 3>&- 4>&- || fail "the server did not start, see $CLUSTER_LOG"
    bench -c "SELECT pg_prewarm(c) FROM (VALUES ('pgbench_accounts'::regclass), ('pgbench_accounts_pkey')) AS v (c)" \
        -o /dev/null
}

# In turns, so that what else the machine does meets all of them.
measure_cost() {
    local round workload feature figures
    for round in $(seq "$ROUNDS"); do
        for feature in "${FEATURES[@]}"; do
            serve "$feature"
            for workload in select prepared tpcb; do
                figures=$("$PYTHON" "$here/toggle.py" "$PG_BIN/pgbench" "$workload" \
                    "${ON[$feature]}" "${OFF[$feature]}" "$SECONDS_EACH" "$SCRIPTS")
                echo "$workload,$feature,$figures" | tee -a "$CLUSTER_DIR/cost.csv"
            done
        done
    done
}

segment_bytes() {
    bench -Atc "SELECT allocated_size FROM pg_shmem_allocations WHERE name = 'dbarch workload'"
}

# run_statements SETTING WAY ROUND CLIENTS PERIOD
run_statements() {
    local capture=on before figures
    [ "$2" != off ] || capture=off
    bench -c 'SELECT dbarch.reset_workload()' -o /dev/null
    before=$(segment_bytes)
    figures=$(PGOPTIONS="-c dbarch.capture=$capture" \
        "$PYTHON" "$here/stalls.py" "$PG_BIN/psql" "$STATEMENTS" "$4" "$5" "$SCRIPTS")
    echo "$1,$2,$3,$figures" | tee -a "$CLUSTER_DIR/stall.csv"
    [ "$capture" = on ] || return 0
    bench -At -F , -c "SELECT '$1', '$2', $3, statements, evicted_statements, text_bytes, max_text_bytes, $before,
                              $(segment_bytes), (pg_stat_file('pg_stat/dbarch_workload.last.json', true)).size
                       FROM dbarch.capture_statistics()" | tee -a "$CLUSTER_DIR/kept.csv"
}

save_every() {
    bench -c "ALTER SYSTEM SET dbarch.capture_save_interval = '$1'" -c 'SELECT pg_reload_conf()' -o /dev/null
}

# measure_stalls MAX_STATEMENTS: with the default, slots are what there is too little of; with room for all statements,
# memory for their texts.
measure_stalls() {
    local round period=$(($1 / 50))
    serve dbarch "-c dbarch.capture_max_statements=$1"
    for round in $(seq "$STALL_ROUNDS"); do
        run_statements "$1" off "$round" 2 0
        run_statements "$1" on "$round" 2 0
        save_every 1s
        run_statements "$1" saving "$round" 2 0
        save_every 0
    done
    # A fiftieth goes at a time (BATCH in crates/core/src/capture/table.rs). Bound by memory there is no such rhythm.
    [ "$1" != 5000 ] || run_statements "$1" alone 1 1 "$period"
}

main() {
    trap_failures
    cluster_find_postgres

    heading "What capturing costs"
    FEATURES=(dbarch pg_stat_statements)
    if [ -e "$("$PG_CONFIG" --pkglibdir)/pg_qualstats.so" ]; then
        FEATURES+=(pg_qualstats)
    else
        echo "   no pg_qualstats for $("$PG_CONFIG" --version): measured without"
    fi
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    SCRIPTS=$CLUSTER_DIR/scripts
    mkdir -p "$SCRIPTS"
    step "Switch ${FEATURES[*]} on and off, $ROUNDS rounds" measure_cost
    step "Run $STATEMENTS different statements, room for 5000, $STALL_ROUNDS rounds" measure_stalls 5000
    step "Run $STATEMENTS different statements, room for $STATEMENTS, $STALL_ROUNDS rounds" measure_stalls "$STATEMENTS"

    printf '\n'
    bench -v count="$STATEMENTS" -f "$here/prepare.sql" -c "\\copy cost FROM '$CLUSTER_DIR/cost.csv' CSV" \
        -c "\\copy stall FROM '$CLUSTER_DIR/stall.csv' CSV" -c "\\copy kept FROM '$CLUSTER_DIR/kept.csv' CSV" \
        -f "$here/report.sql" | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" bench
}

main "$@"
