#!/usr/bin/env bash
# doc-tests.sh [--accept] [PAGE...]: runs the examples of the manual, of all pages or the named ones, on a throw-away
# server with the PostgreSQL of PG_CONFIG, where dbarch is installed.
#
# --accept writes what psql prints into the pages instead: look at the difference before you commit it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/cluster.sh"

# Backtraces would leak into the DETAIL of error messages.
unset RUST_BACKTRACE
export PYTHONDONTWRITEBYTECODE=1

# A runner that overlooks differences would pass everything.
python3 "$root/tests/docs/test_run_examples.py" --quiet

CLUSTER_LINK=$root/target/doc-tests
trap cluster_remove EXIT
cluster_find_postgres
cluster_remove
# The worker would write reports between two examples; no autovacuum, so that statistics stay as setup.sql leaves them.
cluster_create 54429 "shared_preload_libraries = 'pg_stat_statements, dbarch'" "autovacuum = off" "fsync = off" \
    "timezone = 'UTC'" "dbarch.worker_enabled = off"
cluster_psql -q -d postgres -c 'CREATE DATABASE manual'
cluster_psql -q -d manual -f "$root/docs/examples/setup.sql" >/dev/null

cd "$root"
python3 tests/docs/run_examples.py "$root/docs" "$@" -- \
    "$PG_BIN/psql" -h "$CLUSTER_SOCKET" -p "$CLUSTER_PORT" -U postgres
