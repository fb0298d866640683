#!/usr/bin/env bash
# Is the predicted benefit true? TPC-H queries in, index advice out, the indexes really built, planner costs compared.
# benches/README.md explains the figures. Called by "make bench-tpch" when the extension is installed for PG_CONFIG.
#
# SF=0.1 scale factor; KEEP=1 leaves the cluster running; PYTHON=python3.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/tpch
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"
. "$here/generator.sh"

SF=${SF:-0.1}
PYTHON=${PYTHON:-python3}
CLUSTER_LINK=$root/target/tpch
PORT=54429

tpch() {
    cluster_psql -q -d tpch "$@"
}

create_cluster() {
    cluster_remove
    cluster_create "$PORT" "shared_preload_libraries = 'dbarch'"
    cluster_psql -q -c 'CREATE DATABASE tpch'
    tpch -c 'CREATE EXTENSION dbarch' -f "$here/prepare.sql"
}

load() {
    tpch -f "$DATA/load.sql" -c "\\copy bench.query FROM '$DATA/queries.csv' (FORMAT csv)" -c 'VACUUM ANALYZE'
    rm -f "$DATA"/*.csv
}

# New statistics as well: expression indexes have their own, and the comparison must not depend on the old sample.
build() {
    tpch -f "$DATA/suggestions.sql" -c 'ANALYZE' -c 'UPDATE bench.result SET actual = bench.total_cost()'
}

main() {
    trap_failures
    cluster_find_postgres
    command -v "$PYTHON" >/dev/null || fail "no $PYTHON: install Python 3 with its venv module, or set PYTHON="

    heading "TPC-H at scale factor $SF"
    step "Install the generator (duckdb 0.9.2)" install_generator
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    DATA=$CLUSTER_DIR/tpch
    mkdir -p "$DATA"
    step "Generate tables and queries" "$VENV/bin/python" "$here/generate.py" "$SF" "$DATA"
    step "Load with primary keys only, VACUUM ANALYZE" load
    step "suggest_indexes() for the 22 queries" tpch -f "$here/suggest.sql" -v ddl="$DATA/suggestions.sql"
    step "Build the suggestions, ANALYZE, plan again" build

    printf '\n'
    tpch -f "$here/report.sql" | tee "$DATA/report.txt"
    cluster_finish "$DATA/report.txt" tpch
}

main "$@"
