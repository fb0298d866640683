#!/usr/bin/env bash
# Is estimated bloat true? Random tables and indexes in several states of bloat, estimated from statistics, measured by
# pgstattuple and really rewritten; the usual public estimation query beside it. benches/README.md explains the figures.
# Called by "make bench-bloat" when the extension is installed for PG_CONFIG.
#
# TABLES=24 tables, SEED=0.42 what they are made from; KEEP=1 leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/bloat
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

CLUSTER_LINK=$root/target/bloat
PORT=54443
TABLES=${TABLES:-24}
SEED=${SEED:-0.42}

# A session for each step: counters of rows are written when it ends.
bloat() {
    cluster_psql -q -d bloat "$@"
}

# No autovacuum: a state is to be what the step made of it.
create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'dbarch'" 'autovacuum = off' 'fsync = off' 'jit = off' \
        'max_wal_size = 1GB' 'max_locks_per_transaction = 1000' "timezone = 'UTC'"
    cluster_psql -q -c 'CREATE DATABASE bloat'
    bloat -c 'CREATE EXTENSION dbarch'
    bloat -c 'CREATE EXTENSION pgstattuple' ||
        fail "no extension pgstattuple: install postgresql-contrib for $("$PG_CONFIG" --version)"
    bloat -f "$here/prepare.sql" -f "$here/columns.sql" -f "$here/public_query.sql"
}

# state NAME [STATEMENT...]: what is done to each table, then what can be known of it.
state() {
    local name=$1 statement
    shift
    for statement in "$@"; do
        bloat -c "$statement"
    done
    bloat -v state="$name" -f "$here/measure.sql" >/dev/null
}

main() {
    trap_failures
    cluster_find_postgres

    heading "Estimated bloat against measured bloat"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Make $TABLES tables" bloat -c "CALL bench.make_tables($TABLES, $SEED)"
    step "Loaded" state loaded 'VACUUM ANALYZE'
    step "Thinned: some rows deleted, vacuumed" state thinned "CALL bench.thin()" 'VACUUM ANALYZE'
    step "Churned: rows updated twice, vacuumed each time" state churned "CALL bench.churn()" VACUUM \
        "CALL bench.churn()" 'VACUUM ANALYZE'
    step "Refilled: new rows inserted, vacuumed" state refilled "CALL bench.refill()" 'VACUUM ANALYZE'
    step "Dead: rows deleted and updated, only analysed" state dead "CALL bench.kill()" ANALYZE
    step "Stale: more of it, not even analysed" state stale "CALL bench.kill()"

    printf '\n'
    bloat -f "$here/report.sql" | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" bloat
}

main "$@"
