#!/usr/bin/env bash
# regress.sh [--running] [TEST...]: the SQL tests of tests/pg_regress, all of them or the named ones.
#
# Runs PostgreSQL's own pg_regress against a throw-away server, or with --running against the one that psql would reach.
# The results stay in target/regress; one that is right is accepted by copying it into tests/pg_regress/expected.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config

running=
if [ "${1:-}" = --running ]; then running=yes && shift; fi
work=$(mktemp -d /tmp/dbarch-regress.XXXXXX)
trap 'rm -rf "$work"' EXIT
cp -r tests/pg_regress/. tests/fixtures "$work"
mkdir -p "$work/expected"

# Every fixture of a check is a test. The driver is that of objects, or that of the server's state.
for fixture in "$work"/fixtures/checks/*.sql; do
    id=$(basename "$fixture" .sql) driver=check
    ! grep -q '^SET dbarch_test.reads' "$fixture" || driver=state
    {
        sed -n '/^-- needs: /p' "$fixture"
        printf '\\set ECHO none\n\\set id %s\n\\i drivers/%s.sql\n' "$id" "$driver"
    } >"$work/sql/check_${id//-/_}.sql"
done

if [ $# -eq 0 ]; then
    # In the order of their names.
    mapfile -t tests < <(find "$work/sql" -name '*.sql' -printf '%f\n' | sed 's/\.sql$//' | sort)
    set -- "${tests[@]}"
fi

# "-- needs: EXTENSION" in a test: without that extension of PostgreSQL's own it would test nothing.
runnable=()
for test in "$@"; do
    needed=$(sed -n 's/^-- needs: //p' "$work/sql/$test.sql")
    if [ -n "$needed" ] && [ ! -e "$("$PG_CONFIG" --sharedir)/extension/$needed.control" ]; then
        echo "skipped: $test (no $needed)"
    else
        runnable+=("$test")
    fi
done
set -- "${runnable[@]}"

runner=$(dirname "$("$PG_CONFIG" --pgxs)")/../../src/test/regress/pg_regress
[ -x "$runner" ] || die "$runner is missing: install the server's development package"

# A test without expected output fails and leaves its output to be looked at, instead of stopping the run.
for test in "$@"; do [ -e "$work/expected/$test.out" ] || : >"$work/expected/$test.out"; done

options=(--bindir="$("$PG_CONFIG" --bindir)" --inputdir="$work" --outputdir="$work" --dbname=contrib_regression)
run=()
if [ -z "$running" ]; then
    cat >"$work/server.conf" <<-'CONF'
	shared_preload_libraries = 'pg_stat_statements, dbarch'
	max_worker_processes = 16
	fsync = off
	CONF
    options+=(--temp-instance="$work/instance" --temp-config="$work/server.conf" --no-locale --encoding=UTF8)
    if [ -n "$UNPRIVILEGED" ]; then
        chown -R "$UNPRIVILEGED" "$work"
        run=(runuser -u "$UNPRIVILEGED" --)
    fi
fi

# What one test captures would be the workload of the next.
export PGOPTIONS="-c dbarch.capture=off ${PGOPTIONS:-}"

status=0
# From 16 on the expected files are looked for in the current folder, before in --inputdir: here they are the same.
(cd "$work" && "${run[@]}" "$runner" "${options[@]}" "$@") 2>&1 | tee "$work/output" || status=$?

kept=$ROOT/target/regress
rm -rf "$kept" && mkdir -p "$kept"
for kind in results regression.diffs log; do
    [ ! -e "$work/$kind" ] || cp -r --no-preserve=ownership "$work/$kind" "$kept/"
done
if [ "$status" -ne 0 ]; then
    cat "$kept/regression.diffs" 2>/dev/null || tail -30 "$kept"/log/*.log 2>/dev/null || true
    echo "results and differences: $kept"
fi

# "test name ... ok" before 16, "ok 1 - name" since.
passed=$(grep -cE '^(test .*\.\.\. ok|ok [0-9]+)' "$work/output" || true)
echo "result: $passed passed; $(($# - passed)) failed"
exit "$status"
