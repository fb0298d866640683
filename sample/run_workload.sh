#!/usr/bin/env bash
# Runs the workload of the shop: every file of workload/ as often as its "-- calls:" line says, with random values from
# a fixed seed, so that two runs do the same work and their run times can be compared.
#
# Usage: run_workload.sh [DIRECTORY-OF-PGBENCH]; the connection comes from PGHOST, PGPORT, PGUSER and PGDATABASE.
# Output: one line a statement: name of the file, calls, total milliseconds, description (tab-separated).
set -euo pipefail

bin=${1:-$("${PG_CONFIG:-pg_config}" --bindir)}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

for file in "$here"/workload/*.sql; do
    name=$(sed -n 's/^-- name: //p' "$file")
    calls=$(sed -n 's/^-- calls: //p' "$file")
    # -M simple: constants arrive as text, as from most drivers, and pgbench fills them in inside quotes, too.
    if ! output=$("$bin/pgbench" -n -M simple -c 1 -t "$calls" --random-seed=20260101 -f "$file" 2>&1); then
        printf 'error: workload/%s failed\n%s\n' "$(basename "$file")" "$output" >&2
        exit 1
    fi
    if grep -q 'number of failed transactions: [1-9]' <<<"$output" || ! grep -q '^latency average' <<<"$output"; then
        printf 'error: workload/%s did not run to its end\n%s\n' "$(basename "$file")" "$output" >&2
        exit 1
    fi
    awk -v file="$(basename "$file" .sql)" -v calls="$calls" -v name="$name" \
        '/^latency average/ { printf "%s\t%d\t%.1f\t%s\n", file, calls, $4 * calls, name }' <<<"$output"
done
