#!/usr/bin/env bash
# The demo: a cluster of its own under target/demo, the sample shop, its workload run for real, then what dbarch says
# about it, and the proof: the suggested indexes are built and the same workload runs again.
#
# Called by "make demo" when the extension is installed for PG_CONFIG. "make demo-stop" removes the cluster.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"
. "$root/scripts/workload_times.sh"

CLUSTER_LINK=$root/target/demo
PORT=54329
DATABASE=shop

shop() {
    cluster_psql -q -d "$DATABASE" "$@"
}

create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'pg_stat_statements, dbarch'"
    cluster_psql -q -c "CREATE DATABASE $DATABASE"
    shop -c 'CREATE EXTENSION pg_stat_statements' -c 'CREATE EXTENSION dbarch'
}

load_shop() {
    shop -f "$root/sample/schema.sql" -f "$root/sample/data.sql"
    # What the load itself executed is no work of the application.
    shop -At -c 'SELECT pg_stat_statements_reset()' -c 'SELECT dbarch.reset_workload()'
}

# run_workload FILE: writes the time of each statement to FILE.
run_workload() {
    PGHOST=$CLUSTER_SOCKET PGPORT=$CLUSTER_PORT PGUSER=postgres PGDATABASE=$DATABASE \
        "$root/sample/run_workload.sh" "$PG_BIN" >"$1"
}

# report NAME: stores what sample/demo/NAME.sql prints in a file; main shows it below the line of the step.
report() {
    shop -f "$root/sample/demo/$1.sql" -v directory="$RESULTS" >"$RESULTS/$1.txt"
}

main() {
    trap_failures
    cluster_find_postgres
    [ -e "$("$PG_CONFIG" --pkglibdir)/dbarch.so" ] || [ -e "$("$PG_CONFIG" --pkglibdir)/dbarch.dylib" ] ||
        fail "dbarch is not installed for $("$PG_CONFIG" --version); run: make install PG_CONFIG=$PG_CONFIG"

    heading "The shop"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    RESULTS=$CLUSTER_DIR/results
    mkdir -p "$RESULTS"
    step "Load the sample shop, 2.2 million rows" load_shop
    step "Run its workload, $(workload_size "$root/sample/workload")" run_workload "$RESULTS/before.tsv"
    printf '\n   The workload took %s s. Its slowest statements:\n\n' "$(total_seconds "$RESULTS/before.tsv")"
    print_slowest "$RESULTS/before.tsv" 5

    heading "SELECT dbarch.health()"
    step "Look at the health of the server" report health
    printf '\n'
    cat "$RESULTS/health.txt"

    heading "SELECT * FROM dbarch.check_all()"
    step "Check everything" report findings
    printf '\n'
    cat "$RESULTS/findings.txt"

    heading "SELECT * FROM dbarch.suggest_indexes()"
    step "Ask the planner which indexes the workload misses" report suggestions
    printf '\n'
    cat "$RESULTS/suggestions.txt"
    [ -s "$RESULTS/best.sql" ] || fail "suggest_indexes() suggested no index, though the shop lacks many"

    heading "The best suggestion, really built"
    sed 's/^/   /' "$RESULTS/best.sql"
    printf '\n'
    step "Build it" shop -f "$RESULTS/best.sql"
    step "Run the workload again" run_workload "$RESULTS/best.tsv"
    printf '\n'
    print_gains "$RESULTS/before.tsv" "$RESULTS/best.tsv" 5

    heading "All suggestions built"
    step "Build the other $(grep -c . "$RESULTS/rest.txt" || true) indexes" shop -f "$RESULTS/rest.sql"
    step "Run the workload again" run_workload "$RESULTS/after.tsv"
    printf '\n'
    print_gains "$RESULTS/before.tsv" "$RESULTS/after.tsv" 12

    heading "Over to you"
    printf '   The cluster keeps running. Connect with\n\n      %s -h %s -p %s -U postgres %s\n\n' \
        "$PG_BIN/psql" "$CLUSTER_SOCKET" "$CLUSTER_PORT" "$DATABASE"
    printf '   and remove it with\n\n      make demo-stop\n\n'
}

main "$@"
