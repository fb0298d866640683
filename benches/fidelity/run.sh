#!/usr/bin/env bash
# Are hypothetical indexes as the real ones? Each index of corpus/ is estimated, then built, and plans, costs and sizes
# are compared; HypoPG does the same beside it. benches/README.md explains the figures. Called by "make bench-fidelity"
# when the extension is installed for PG_CONFIG.
#
# KEEP=1 leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/fidelity
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

CLUSTER_LINK=$root/target/fidelity
PORT=54439

fidelity() {
    cluster_psql -q -d fidelity "$@"
}

# No autovacuum: new statistics in the middle of a pair would be blamed on the index. Crash safety would only cost time.
create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'dbarch'" 'autovacuum = off' 'fsync = off' 'jit = off' \
        'max_wal_size = 4GB'
    cluster_psql -q -c 'CREATE DATABASE fidelity'
    local extension
    for extension in dbarch hypopg btree_gin btree_gist pg_trgm; do
        fidelity -c "CREATE EXTENSION $extension" ||
            fail "no extension $extension: install postgresql-contrib and hypopg for $("$PG_CONFIG" --version)"
    done
    fidelity -f "$here/prepare.sql"
}

load_corpus() {
    local file
    for file in "$here"/corpus/*.sql; do
        fidelity -f "$file"
    done
}

main() {
    trap_failures
    cluster_find_postgres

    heading "Hypothetical indexes against real ones"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Make the tables" fidelity -f "$here/tables.sql"
    # All pages all-visible, as they are in a table that is not just being loaded: index-only scans depend on it.
    step "VACUUM ANALYZE" fidelity -c 'VACUUM ANALYZE'
    step "Read the corpus" load_corpus
    step "Estimate each index, build it, plan its queries" fidelity -c 'CALL bench.measure_all()'

    printf '\n'
    fidelity -f "$here/report.sql" | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" fidelity
}

main "$@"
