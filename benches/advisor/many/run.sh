#!/usr/bin/env bash
# What does advice on many statements over many tables take? benches/README.md explains the figures. Called by
# "make bench-many" when the extension is installed for PG_CONFIG.
#
# TABLES=500; STATEMENTS=1000; KEEP=1 leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd -P)
here=$root/benches/advisor/many
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

TABLES=${TABLES:-500}
STATEMENTS=${STATEMENTS:-1000}
CLUSTER_LINK=$root/target/many-cluster
PORT=54472

bench() {
    cluster_psql -q -d bench "$@"
}

create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'dbarch'" 'max_parallel_workers_per_gather = 0' 'jit = off' \
        'autovacuum = off' "shared_buffers = '256MB'" "max_wal_size = '4GB'" 'fsync = off' \
        'max_locks_per_transaction = 256'
    cluster_psql -q -c 'CREATE DATABASE bench'
    bench -c 'CREATE EXTENSION dbarch' -f "$here/prepare.sql"
}

load() {
    bench -v tables="$TABLES" -v statements="$STATEMENTS" -f "$here/tables.sql"
}

# Each in a session of its own, which has sampled nothing yet.
advise() {
    bench -c "CALL bench.advise($1)"
}

main() {
    trap_failures
    cluster_find_postgres
    heading "$STATEMENTS statements over $TABLES tables"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Make tables and statements, VACUUM ANALYZE" load
    local share
    for share in 8 4 2 1; do
        step "Advice on $((STATEMENTS / share)) statements" advise $((STATEMENTS / share))
    done

    printf '\n'
    bench -f "$here/report.sql" | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" bench
}

main "$@"
