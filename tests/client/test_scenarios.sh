#!/usr/bin/env bash
# Index advice in the situations of tests/scenarios, each in a database of its own: what an expert would do is expected,
# and whatever is suggested is really built, priced, and undone again. See tests/scenarios/README.md.
#
# SCENARIOS="t26 t45" runs these only. JOBS=N runs N at a time. VERBOSE=1 prints the advice of each.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"
here=$(cd "$(dirname "$0")" && pwd)
scenarios=$here/../scenarios
known_gaps=$scenarios/known_gaps

server_create main "shared_preload_libraries = '$PRELOAD'" "autovacuum = off" "dbarch.worker_enabled = off" \
    "max_wal_size = 4GB" "max_locks_per_transaction = 256" "jit = off" "timezone = 'UTC'" \
    "default_statistics_target = 200" "lc_messages = 'C'"
mkdir "$WORK/results"

# psql_in DATABASE OPTION...
psql_in() {
    local database=$1
    shift
    PGOPTIONS="-c client_min_messages=notice -c statement_timeout=60s" "$PG_BIN/psql" -X -q -A -t -h "$WORK" -p "$PORT_main" \
        -U postgres -d "$database" "$@"
}

sql main postgres "CREATE DATABASE scenario_template" >/dev/null
sql main scenario_template "SET client_min_messages = warning; CREATE EXTENSION dbarch" >/dev/null
psql_in scenario_template -v ON_ERROR_STOP=1 -f "$here/scenarios/declare.sql" -f "$here/scenarios/verdict.sql" >/dev/null ||
    { echo "the vocabulary of the scenarios does not load"; exit 1; }

# A table that was never analysed would be a matter of advice itself.
sql main scenario_template "VACUUM ANALYZE" >/dev/null

# missing_for FILE: prints why it cannot run here, or nothing.
missing_for() {
    local need
    for need in $(sed -n 's/^-- needs: //p' "$1"); do
        case $need in
        server-*) [ "$(sql main postgres "SELECT current_setting('server_version_num')::int / 10000 >= ${need#server-}")" = t ] ||
            echo "PostgreSQL ${need#server-}" ;;
        icu) [ "$(sql main postgres "SELECT count(*) > 0 FROM pg_collation WHERE collprovider = 'i'")" = t ] || echo "ICU" ;;
        without-*) [ ! -e "$("$PG_CONFIG" --sharedir)/extension/${need#without-}.control" ] || echo "a server without ${need#without-}" ;;
        available-*) [ -e "$("$PG_CONFIG" --sharedir)/extension/${need#available-}.control" ] || echo "${need#available-}" ;;
        *) [ -e "$("$PG_CONFIG" --sharedir)/extension/$need.control" ] || echo "$need" ;;
        esac
    done
}

# run_scenario FILE: leaves what is wrong in results/NAME, and SKIP if it cannot run here.
run_scenario() {
    local file=$1 name database out need started=$SECONDS
    name=$(basename "$file" .sql)
    out=$WORK/results/$name
    need=$(missing_for "$file" | tr '\n' ' ')
    if [ -n "$need" ]; then echo "SKIP needs $need" >"$out"; return; fi
    database=scenario_$name
    database=${database:0:63}
    sql main postgres "CREATE DATABASE \"$database\" TEMPLATE scenario_template" >>"$out" || return
    for need in $(sed -n 's/^-- needs: //p' "$file"); do
        case $need in
        *-* | icu) ;;
        *) sql main "$database" "SET client_min_messages = warning; CREATE EXTENSION $need" >>"$out" ;;
        esac
    done
    {
        if psql_in "$database" -v ON_ERROR_STOP=1 -f "$file" 2>&1 >/dev/null | grep -v NOTICE | sed 's/^/set-up: /' | grep .; then :
        else
            psql_in "$database" -f "$here/scenarios/before.sql" 2>"$out.notices" >/dev/null
            grep -E 'ERROR|FATAL|PANIC|server closed' "$out.notices" | sed 's/^/advice: /'
            psql_in "$database" -v notices="$(cat "$out.notices")" -f "$here/scenarios/judge.sql" 2>"$out.judge"
            awk '/^[A-Za-z_]+$/ { phase = $0 } /ERROR|FATAL|PANIC/ { print phase " fails: " $0 }' "$out.judge"
        fi
    } >>"$out"
    if [ -n "${VERBOSE:-}" ]; then
        {
            psql_in "$database" -c "SELECT action, ddl, round(improvement_pct) AS pct, reason FROM scenario.advice ORDER BY rank"
            psql_in "$database" -c "SELECT cost_before, cost_after, cost_expert, query FROM scenario.statement ORDER BY position"
            grep NOTICE -A3 "$out.notices"
        } >"$out.advice" 2>&1
    fi
    sql main postgres "DROP DATABASE \"$database\" WITH (FORCE)" >/dev/null
    echo "$((SECONDS - started))" >"$out.seconds"
}

files=()
for file in "$scenarios"/t*.sql; do
    name=$(basename "$file" .sql)
    if [ -n "${SCENARIOS:-}" ]; then
        for wanted in $SCENARIOS; do
            case $name in "$wanted" | "$wanted"_*) files+=("$file") ;; esac
        done
    else
        files+=("$file")
    fi
done

for file in "${files[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-2}" ]; do wait -n; done
    run_scenario "$file" &
done
wait

passed=0 failed=0 skipped=0 gaps=0
for file in "${files[@]}"; do
    name=$(basename "$file" .sql)
    idea=$(sed -n '1s/^-- //p' "$file")
    problems=$(cat "$WORK/results/$name")
    gap=$(sed -n "s/^$name: //p" "$known_gaps")
    [ -z "${VERBOSE:-}" ] || sed 's/^/#   /' "$WORK/results/$name.advice" 2>/dev/null
    [ "$(cat "$WORK/results/$name.seconds" 2>/dev/null || echo 0)" -lt 8 ] ||
        echo "# $name took $(cat "$WORK/results/$name.seconds") s"
    case $problems in
    SKIP*)
        skipped=$((skipped + 1))
        echo "# skipped: $name ${problems#SKIP }" ;;
    "")
        passed=$((passed + 1))
        if [ -z "$gap" ]; then ok 0 "$name: $idea"; else ok 1 "$name passes, but is listed in known_gaps"; fi ;;
    *)
        if [ -n "$gap" ]; then
            gaps=$((gaps + 1))
            echo "# known gap: $name: $gap"
            [ -z "${SCENARIOS:-}${VERBOSE:-}" ] || printf '%s\n' "$problems" | cut -c1-600 | sed 's/^/#   /'
        else
            failed=$((failed + 1))
            ok 1 "$name: $idea" "$(printf '%s' "$problems" | cut -c1-600)"
        fi ;;
    esac
done
for name in $(sed -n 's/^\(t[^:]*\): .*/\1/p' "$known_gaps"); do
    [ -e "$scenarios/$name.sql" ] || ok 1 "known_gaps names a scenario that does not exist: $name"
done
is "$(log_count main 'PANIC|TRAP|was terminated by|panicked|cache lookup failed|XX0')" 0 "the server's log is clean"
scope=$((passed + failed + gaps))
echo "# scenarios: $passed of $scope with the expected outcome ($((scope == 0 ? 0 : passed * 1000 / scope / 10)) %), $gaps known gaps," \
    "$failed failed, $skipped skipped, $SECONDS s"
