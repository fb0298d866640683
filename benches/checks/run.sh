#!/usr/bin/env bash
# What do all checks take on a database of 100,000 relations? Called by "make bench-checks" when the extension is installed
# for PG_CONFIG; benches/README.md explains it.
#
# TABLES=50000 tables, each with an index; KEEP=1 leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/checks
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

TABLES=${TABLES:-50000}
CLUSTER_LINK=$root/target/bench-checks
PORT=54470

create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'dbarch'" "dbarch.worker_enabled = off" "dbarch.capture = off" \
        "autovacuum = off" "fsync = off" "max_wal_size = '4GB'"
}

create_tables() {
    cluster_psql -q -d postgres -v tables="$TABLES" -f "$here/tables.sql"
}

# A session of its own for each figure: memory is that of one run, caches included.
check() {
    cluster_psql -q -d postgres -v tables="$TABLES" -f "$here/report.sql" >"$CLUSTER_DIR/report.txt"
}

main() {
    trap_failures
    cluster_find_postgres
    heading "All checks on $TABLES tables"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Create $TABLES tables" create_tables
    step "Check" check
    printf '\n'
    cat "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" postgres
}

main "$@"
