#!/usr/bin/env bash
# A session that asks many what-ifs neither grows nor keeps locks: a short form of benches/leak.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"
bench=$(cd "$(dirname "$0")/../../benches/leak" && pwd)

server_create main "shared_preload_libraries = 'dbarch'" "dbarch.worker_enabled = off" "autovacuum = off"
port=PORT_main
psql=("$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$WORK" -p "${!port}" -U postgres -d postgres)
is "$("${psql[@]}" -f "$bench/setup.sql" 2>&1)" "" "set up"
report=$("${psql[@]}" -c "CALL rounds(20, true, 'warm-up')" -c "CALL rounds(100, true, '10,000 calls')" \
    -c "CALL rounds(100, false, '10,000 more in one transaction')" -f "$bench/report.sql" 2>&1)
[ "$(tail -n 1 <<<"$report")" = passed ]
ok $? "20,000 what-ifs in one session leave less than 5 MB and no lock" "$report"
