#!/usr/bin/env bash
# What does check_all() take on a database with 100,000 relations? benches/README.md explains the figures. Called by
# "make bench-checks" when the extension is installed for PG_CONFIG.
#
# TABLES=50000; KEEP=1 leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/catalogue
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

TABLES=${TABLES:-50000}
CLUSTER_LINK=$root/target/catalogue-cluster
PORT=54476

bench() {
    cluster_psql -q -d bench "$@"
}

create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'pg_stat_statements, dbarch'" 'max_parallel_workers_per_gather = 0' \
        'autovacuum = off' "shared_buffers = '1GB'" "max_wal_size = '8GB'" 'fsync = off' 'dbarch.worker_enabled = off'
    cluster_psql -q -c 'CREATE DATABASE bench'
    bench -c 'CREATE EXTENSION dbarch' -c 'CREATE EXTENSION pg_stat_statements' -f "$here/prepare.sql"
}

make_tables() {
    bench -v tables="$TABLES" -f "$here/tables.sql"
}

# A second session looks all the while at what the first one has locked.
check() {
    bench -f "$here/watch.sql" >/dev/null &
    local watcher=$!
    bench -c 'CALL bench.check_all()'
    bench -c 'UPDATE bench.watching SET goes_on = false'
    wait "$watcher"
}

check_each() {
    bench -c 'CALL bench.check_each()'
}

main() {
    trap_failures
    cluster_find_postgres
    heading "check_all() on $TABLES tables"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Make tables and indexes, VACUUM ANALYZE" make_tables
    step "check_all() in a session of its own" check
    step "Each check by itself" check_each

    printf '\n'
    bench -f "$here/report.sql" | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" bench
}

main "$@"
