#!/usr/bin/env bash
# Is advice better than that of other advisors, at the same budget? benches/README.md explains the figures. Called by
# "make bench-peers" when the extension is installed for PG_CONFIG with the feature hypopg_sizes.
#
# BENCHMARK=tpch or tpcds; SF=1 scale factor; MAX_COLUMNS=3 of an index; METHODS='{btree}'; REAL='341 425 440' budgets in MB as
# they are built; EXECUTE=true runs the queries (of tpch it does anyway); KEEP=1 leaves the cluster running;
# PYTHON=python3.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
here=$root/benches/advisor/peers
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"
. "$root/benches/tpch/generator.sh"

BENCHMARK=${BENCHMARK:-tpch}
SF=${SF:-1}
WIDEST=${MAX_COLUMNS:-3}
METHODS=${METHODS:-'{btree}'}
# Some queries of TPC-DS run for hours.
[ "$BENCHMARK" = tpch ] && EXECUTE=${EXECUTE:-true} || EXECUTE=${EXECUTE:-false}
PYTHON=${PYTHON:-python3}
CLUSTER_LINK=$root/target/peers-cluster
PORT=54471

bench() {
    cluster_psql -q -d bench "$@"
}

create_cluster() {
    cluster_remove
    # As the other advisors were measured.
    cluster_create "$PORT" "shared_preload_libraries = 'dbarch'" 'max_parallel_workers_per_gather = 0' 'jit = off' \
        "work_mem = '64MB'" 'autovacuum = off' "shared_buffers = '512MB'" "max_wal_size = '4GB'" 'fsync = off' \
        "maintenance_work_mem = '512MB'"
    cluster_psql -q -c 'CREATE DATABASE bench'
    bench -c 'CREATE EXTENSION hypopg' -c 'CREATE EXTENSION dbarch' -f "$here/prepare.sql"
}

load() {
    bench -f "$DATA/load.sql" -c "\\copy bench.query FROM '$DATA/queries.csv' (FORMAT csv)" -c 'VACUUM ANALYZE'
    rm -f "$DATA"/*.csv
}

# Each in a session of its own, which has sampled nothing yet.
advise() {
    bench -c "SET dbarch.hypopg_sizes = $1" -c "SELECT bench.advise($2, $WIDEST, '$METHODS')"
}

main() {
    trap_failures
    cluster_find_postgres
    command -v "$PYTHON" >/dev/null || fail "no $PYTHON: install Python 3 with its venv module, or set PYTHON="
    [ -f "$("$PG_CONFIG" --sharedir)/extension/hypopg.control" ] || fail 'no HypoPG: install postgresql-15-hypopg'

    heading "$BENCHMARK at scale factor $SF beside other advisors"
    step "Install the generator (duckdb 0.9.2)" install_generator
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    DATA=$CLUSTER_DIR/tables
    mkdir -p "$DATA"
    step "Generate tables and queries" "$VENV/bin/python" "$here/generate.py" "$BENCHMARK" "$SF" "$DATA"
    step "Load with primary keys only, VACUUM ANALYZE" load
    local budget also=
    if [ "$EXECUTE" = true ]; then
        step "Run the queries without indexes" bench -c 'CALL bench.execute(0)'
        also=', run the queries'
    fi
    for budget in 250 500 1000 2000 5000; do
        step "Advice for $budget MB as HypoPG counts" advise on "$budget"
        # The middle one shows what a set is worth that is chosen by the planner's cost alone.
        [ "$budget" != 1000 ] || step "Build it$also" bench -c "CALL bench.build($EXECUTE)"
    done
    for budget in ${REAL:-341 425 440}; do
        step "Advice for $budget MB as they are built" advise off "$budget"
        step "Build it$also" bench -c "CALL bench.build($EXECUTE)"
    done

    printf '\n'
    bench -v benchmark="$BENCHMARK" -f "$here/report.sql" | tee "$DATA/report.txt"
    cluster_finish "$DATA/report.txt" bench
}

main "$@"
