#!/usr/bin/env bash
# test.sh [STAGE...]: runs the named stages of the test suite, or all of them, and ends with what ran.
#
# A failing stage fails the command, but the rest runs all the same. Each stage's output is kept in target/test-logs.
set -uo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config

LOGS=$ROOT/target/test-logs
mkdir -p "$LOGS"

stage_format() { cargo fmt --all --check; }

stage_clippy() {
    cargo clippy --workspace --all-targets --no-default-features --features "pg$PG_MAJOR pg_test" -- -D warnings
}

stage_tidy() { cargo xtask tidy; }

stage_unit() { cargo test --quiet -p dbarch-core -p xtask; }

# In the server: a function with #[pg_test] runs inside a backend of a throw-away cluster.
stage_pg_test() {
    local folder runas=() status
    # A short path, because the socket lies there too and its name may have 107 characters at most.
    folder=$(mktemp -d /tmp/dbarch-pg-test.XXXXXX) || return 1
    if [ -n "$UNPRIVILEGED" ]; then
        chown "$UNPRIVILEGED" "$folder"
        runas=(--runas "$UNPRIVILEGED")
    fi
    cargo pgrx test "pg$PG_MAJOR" --package dbarch "${PG_FEATURES[@]}" "${runas[@]}" --pgdata "$folder/data"
    status=$?
    rm -rf "$folder"
    return $status
}

stage_pg_regress() { with_installed scripts/regress.sh; }

stage_client() { with_installed scripts/client-tests.sh; }

stage_docs() { with_installed scripts/doc-tests.sh; }

with_installed() {
    local staged
    staged=$(scripts/build.sh debug test) || return 1
    PG_CONFIG=$staged "$@"
}

SUMMARY=() PASSED=0 FAILED=0

# Every runner closes with "result: ... N passed; M failed", as cargo does; a stage without such a line is one test.
run_stage() {
    local name=$1 started=$SECONDS status passed failed
    say "$name"
    "stage_$name" 2>&1 | tee "$LOGS/$name.log"
    status=${PIPESTATUS[0]}
    read -r passed failed found < <(awk '
        match($0, /result: .*[0-9]+ passed; [0-9]+ failed/) {
            line = substr($0, RSTART, RLENGTH); sub(/^result: (ok\. |FAILED\. )?/, "", line)
            split(line, n, /[^0-9]+/); passed += n[1]; failed += n[2]; found = 1
        }
        END { print passed + 0, failed + 0, found + 0 }' "$LOGS/$name.log")
    [ "$found" = 1 ] || [ "$status" != 0 ] || passed=1
    [ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
    PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed))
    SUMMARY+=("$(printf '%-12s %5d passed %5d failed %6d s' "$name" "$passed" "$failed" $((SECONDS - started)))")
}

[ $# -gt 0 ] || set -- format clippy tidy unit pg_test pg_regress client docs
for stage in "$@"; do run_stage "$stage"; done

printf '\nPostgreSQL %s, %d s in all; output in target/test-logs\n' "$PG_MAJOR" "$SECONDS"
printf '%s\n' "${SUMMARY[@]}"
printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" -eq 0 ]
