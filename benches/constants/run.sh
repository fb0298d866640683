#!/usr/bin/env bash
# Are plans with derived constants like those with the true ones? And is advice for captured statements that for the true
# ones? The sample shop's workload runs; pg_stat_statements keeps it without constants, the server's log with them. benches/README.md explains the figures.
#
# The same of the TPC-H queries, at the scale factor SF.
#
# CALLS=10 calls of each statement of the shop; SF=0.05; KEEP=1 leaves the cluster running; PYTHON=python3. Called by "make bench-constants" when the extension
# is installed for PG_CONFIG with the feature pg_test, which brings tests.recorded_costs().
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/constants
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"
. "$root/benches/tpch/generator.sh"

CALLS=${CALLS:-10}
SF=${SF:-0.05}
PYTHON=${PYTHON:-python3}
CLUSTER_LINK=$root/target/constants
PORT=54431

shop() {
    cluster_psql -q -d shop "$@"
}

tpch() {
    cluster_psql -q -d tpch "$@"
}

create_cluster() {
    cluster_remove
    # Statistics must be the same for both.
    cluster_create "$PORT" "shared_preload_libraries = 'pg_stat_statements, dbarch'" 'autovacuum = off' \
        'log_destination = csvlog' 'logging_collector = on' "log_filename = 'statements'" 'log_rotation_size = 0'
    cluster_psql -q -c 'CREATE DATABASE shop'
    shop -c 'CREATE EXTENSION pg_stat_statements' -c 'CREATE EXTENSION dbarch'
}

load_shop() {
    shop -f "$root/sample/schema.sql" -f "$root/sample/data.sql" -c 'VACUUM ANALYZE'
    shop -At -c 'SELECT pg_stat_statements_reset()' -c 'SELECT dbarch.reset_workload()'
}

# run_files DATABASE CALLS FILE...: each file is a transaction; the server's log keeps it.
run_files() {
    local database=$1 calls=$2 file
    shift 2
    for file in "$@"; do
        PGOPTIONS='-c log_min_duration_statement=0' "$PG_BIN/pgbench" -n -M simple -c 1 -t "$calls" \
            --random-seed=20260101 -f "$file" -h "$CLUSTER_SOCKET" -p "$CLUSTER_PORT" -U postgres "$database"
    done
}

run_workload() {
    run_files shop "$CALLS" "$root"/sample/workload/*.sql
}

compare() {
    local log=$CLUSTER_DIR/data/log/statements.csv
    shop -v log="$log" -f "$here/compare.sql"
    tpch -v log="$log" -f "$here/compare_tpch.sql"
}

load_tpch() {
    local data=$CLUSTER_DIR/tpch
    mkdir -p "$data"
    install_generator
    cluster_psql -q -c 'CREATE DATABASE tpch'
    tpch -c 'CREATE EXTENSION pg_stat_statements' -c 'CREATE EXTENSION dbarch' -f "$root/benches/tpch/prepare.sql"
    "$VENV/bin/python" "$root/benches/tpch/generate.py" "$SF" "$data"
    tpch -f "$data/load.sql" -c "\\copy bench.query FROM '$data/queries.csv' (FORMAT csv)" -c 'VACUUM ANALYZE'
    tpch -f "$here/suggest_tpch.sql"
}

run_tpch() {
    local no
    for no in $(seq 22); do
        tpch -At -c "SELECT query FROM bench.query WHERE no = $no" >"$CLUSTER_DIR/tpch/$no.sql"
        echo ';' >>"$CLUSTER_DIR/tpch/$no.sql"
    done
    tpch -At -c 'SELECT pg_stat_statements_reset(0, oid, 0) FROM pg_database WHERE datname = current_database()'
    run_files tpch 1 "$CLUSTER_DIR"/tpch/[0-9]*.sql
}

# What each part says last; "passed" if all do.
report() {
    shop -f "$here/report.sql" >"$CLUSTER_DIR/report.shop"
    tpch -f "$here/report.sql" >"$CLUSTER_DIR/report.tpch"
    shop -f "$here/report_advice.sql" >"$CLUSTER_DIR/report.advice"
    cat "$CLUSTER_DIR"/report.{shop,tpch,advice} | grep -vxE 'passed|failed'
    if tail -q -n 1 "$CLUSTER_DIR"/report.{shop,tpch,advice} | grep -vxq passed; then echo failed; else echo passed; fi
}

main() {
    trap_failures
    cluster_find_postgres
    heading "Constants of recorded statements"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Load the sample shop" load_shop
    step "Run its workload, $CALLS calls of each statement" run_workload
    step "Load TPC-H at scale factor $SF, with the indexes that its queries ask for" load_tpch
    step "Run the TPC-H queries" run_tpch
    step "Plan with the true constants, derived ones and none" compare
    printf '\n'
    report | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" shop
}

main "$@"
