#!/usr/bin/env bash
# client-tests.sh [FILE...]: runs every executable tests/client/test_*, or the named ones.
#
# Such a test starts a cluster of its own (scripts/cluster.sh) with the PostgreSQL of PG_CONFIG, where dbarch is
# installed; it passes when it exits with 0, and its output is shown only when it does not.
set -uo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config

LIMIT=600
[ $# -gt 0 ] || set -- tests/client/test_*
passed=0 failed=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT
for test in "$@"; do
    [ -f "$test" ] && [ -x "$test" ] || continue
    started=$SECONDS
    if timeout --kill-after=20 "$LIMIT" "$test" >"$output" 2>&1 </dev/null; then
        passed=$((passed + 1))
        echo "ok      $test ($((SECONDS - started)) s)"
    else
        status=$?
        failed=$((failed + 1))
        cat "$output"
        [ "$status" -ne 124 ] || echo "stopped after $LIMIT s"
        echo "FAILED  $test ($((SECONDS - started)) s)"
    fi
done
echo "result: $passed passed; $failed failed"
[ "$failed" -eq 0 ]
