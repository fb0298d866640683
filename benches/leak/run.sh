#!/usr/bin/env bash
# Does a session that asks a million what-ifs grow? Called by "make bench-leak" when the extension is installed for
# PG_CONFIG; benches/README.md explains it.
#
# CALLS=1000000 what-if calls; KEEP=1 leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/leak
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

CALLS=${CALLS:-1000000}
CLUSTER_LINK=$root/target/leak
PORT=54460

create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'dbarch'" "dbarch.worker_enabled = off" "autovacuum = off"
    cluster_psql -q -d postgres -f "$here/setup.sql"
}

# All in one session. The first tenth fills the caches that every session has.
ask() {
    local rounds=$((CALLS / 100))
    cluster_psql -q -d postgres -c "CALL rounds($rounds / 10, true, 'warm-up')" \
        -c "CALL rounds($rounds / 2, true, '$((CALLS / 2)) calls')" \
        -c "CALL rounds($rounds / 2, false, '$((CALLS / 2)) more in one transaction')" \
        -f "$here/report.sql" >"$CLUSTER_DIR/report.txt"
}

main() {
    trap_failures
    cluster_find_postgres
    heading "Memory of a session that makes $CALLS what-if calls"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    step "Ask" ask
    printf '\n'
    cat "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" postgres
}

main "$@"
