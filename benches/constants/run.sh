#!/usr/bin/env bash
# Are plans with derived constants like those with the true ones? And is advice for captured statements that for the true
# ones? The sample shop's workload runs; pg_stat_statements keeps it without constants, the server's log with them. benches/README.md explains the figures.
#
# CALLS=10 calls of each statement; KEEP=1 leaves the cluster running. Called by "make bench-constants" when the extension
# is installed for PG_CONFIG with the feature pg_test, which brings tests.recorded_costs().
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/constants
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

CALLS=${CALLS:-10}
CLUSTER_LINK=$root/target/constants
PORT=54431

shop() {
    cluster_psql -q -d shop "$@"
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

run_workload() {
    local file
    for file in "$root"/sample/workload/*.sql; do
        PGOPTIONS='-c log_min_duration_statement=0' "$PG_BIN/pgbench" -n -M simple -c 1 -t "$CALLS" \
            --random-seed=20260101 -f "$file" -h "$CLUSTER_SOCKET" -p "$CLUSTER_PORT" -U postgres shop
    done
}

compare() {
    shop -f "$here/compare.sql" -v log="$CLUSTER_DIR/data/log/statements.csv"
}

main() {
    trap_failures
    cluster_find_postgres
    heading "Constants of recorded statements"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Load the sample shop" load_shop
    step "Run its workload, $CALLS calls of each statement" run_workload
    step "Plan with the true constants, derived ones and none" compare
    printf '\n'
    shop -f "$here/report.sql" | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" shop
}

main "$@"
