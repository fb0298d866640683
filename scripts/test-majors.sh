#!/usr/bin/env bash
# The tests that need a server, on the PostgreSQL of PG_CONFIG and on 16 and 18 besides.
set -uo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config

summary=() passed=0 failed=0
for major in "$PG_MAJOR" 16 18; do
    [[ " ${summary[*]-} " != *" PostgreSQL $major:"* ]] || continue
    if [ "$major" = "$PG_MAJOR" ]; then found=$PG_CONFIG; else found=$(scripts/fetch-major.sh "$major") || exit 1; fi
    say "PostgreSQL $major: $found"
    PG_CONFIG=$found scripts/setup.sh || exit 1
    log=$ROOT/target/test-logs/major-$major.log
    mkdir -p "${log%/*}"
    PG_CONFIG=$found scripts/test.sh pg_test pg_regress client | tee "$log"
    read -r ok _ bad _ < <(tail -1 "$log" | tr -d ,)
    passed=$((passed + ok)) failed=$((failed + bad))
    summary+=("PostgreSQL $major: $ok passed, $bad failed")
done

printf '\n'
printf '%s\n' "${summary[@]}"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
