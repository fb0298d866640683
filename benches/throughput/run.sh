#!/usr/bin/env bash
# How many what-if calls a second, by dbarch and by HypoPG? And what does planning pay for dbarch when it is loaded and
# idle? benches/README.md explains the figures. Called by "make bench-throughput" when the extension is installed for
# PG_CONFIG.
#
# ROUNDS=3 of the rates, PAIRS=21 of the overhead; PIN=0 lets client and server roam over the CPUs; KEEP=1
# leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
here=$root/benches/throughput
. "$root/scripts/cluster.sh"
. "$root/scripts/progress.sh"

ROUNDS=${ROUNDS:-3}
PAIRS=${PAIRS:-21}
PIN=${PIN:-1}
command -v taskset >/dev/null || PIN=0
CLUSTER_LINK=$root/target/throughput
PORT=54449

bench() {
    cluster_psql -q -d bench "$@"
}

# on_cpu COMMAND...: the client and the server share one CPU. Beside other work, waking each other across two makes a
# round trip up to three times as long, at random: the figures would be about that, and too good for dbarch.
on_cpu() {
    if [ "$PIN" = 1 ]; then taskset -c 0 "$@"; else "$@"; fi
}

# dbarch is not preloaded: sessions load it when they call it, or when the overhead of having it is asked for.
create_cluster() {
    cluster_remove
    cluster_create "$PORT" 'autovacuum = off' 'fsync = off' 'jit = off'
    # Sessions to come inherit it from the postmaster.
    [ "$PIN" = 0 ] || taskset -p -c 0 "$(head -n 1 "$CLUSTER_DIR/data/postmaster.pid")"
    cluster_psql -q -c 'CREATE DATABASE bench'
    bench -c 'CREATE EXTENSION dbarch' -c 'CREATE EXTENSION hypopg' ||
        fail "no extension hypopg: install it for $("$PG_CONFIG" --version)"
    bench -c 'CREATE SCHEMA bench' -f "$here/prepare.sql" -f "$here/price.sql"
}

# write_scripts WORKLOAD CANDIDATES: the scripts of pgbench for HypoPG, in $SCRIPTS.
#   all: all candidates exist, the 20 queries are explained.
#   each: one candidate after the other is made, serves the 20 queries, and is dropped; 10 of them stand for all.
write_scripts() {
    bench -At -v workload="$1" -v most="$2" >"$SCRIPTS/all" <<'SQL'
SELECT format(E'\\if :ready = 0\nSELECT bench.hypopg_create(%L, %s);\n\\set ready 1\n\\endif', :'workload', :most);
SELECT format('EXPLAIN %s;', query) FROM bench.query WHERE workload = :'workload' ORDER BY no;
SQL
    bench -At -v workload="$1" -v most="$2" >"$SCRIPTS/each" <<'SQL'
SELECT format(E'SELECT hypopg_create_index(%L);\n%s\nSELECT hypopg_reset();', c.ddl,
              string_agg(format('EXPLAIN %s;', q.query), E'\n' ORDER BY q.no))
FROM bench.candidate AS c JOIN bench.query AS q USING (workload)
WHERE workload = :'workload' AND c.no <= least(:most, 10)
GROUP BY c.no, c.ddl ORDER BY c.no;
SQL
}

# fast_us SCRIPT OPTION...: microseconds of the script, run by one client of pgbench, in the fastest tenth of the runs.
# That tenth is the same whatever else the machine does, which the mean is not. The first run does not count: it fills
# the session's caches and makes the candidates.
fast_us() {
    local script=$1
    shift
    rm -f "$SCRIPTS"/log.*
    on_cpu "$PG_BIN/pgbench" -n -M simple -c 1 -D ready=0 -f "$script" -l --log-prefix="$SCRIPTS/log" "$@" \
        -h "$CLUSTER_SOCKET" -p "$CLUSTER_PORT" -U postgres bench >/dev/null 2>"$SCRIPTS/pgbench.err" ||
        fail "pgbench: $(tail -n 1 "$SCRIPTS/pgbench.err")"
    tail -q -n +2 "$SCRIPTS"/log.* | sort -n -k 3,3 |
        awk '{ us[NR] = $3 } END { if (!NR) exit 1; print us[int((NR - 1) / 10) + 1] }' ||
        fail "$script did not run twice"
}

time_hypopg() {
    local workload=$1 candidates=$2 round=$3 way us calls
    for way in all each; do
        # With 1000 candidates the script of "all" takes a tenth of a second.
        us=$(fast_us "$SCRIPTS/$way" -T $((1 + candidates / 500)))
        calls=$(grep -c '^EXPLAIN' "$SCRIPTS/$way")
        bench -c "INSERT INTO bench.rate VALUES
                  ('$workload', $candidates, $round, 'hypopg $way', $calls, $us / 1e6)"
    done
}

measure_rates() {
    local workload candidates round way
    for workload in table join; do
        for candidates in 1 50 1000; do
            write_scripts "$workload" "$candidates"
            # In turns, so that what else the machine does meets all of them.
            for round in $(seq "$ROUNDS"); do
                time_hypopg "$workload" "$candidates" "$round"
                for way in "${WAYS[@]}"; do
                    bench -c "CALL bench.time_dbarch('$workload', $candidates, $round, '$way')"
                done
            done
        done
    done
}

compare_costs() {
    local workload way
    for workload in table join; do
        for way in "${WAYS[@]}"; do
            bench -c "CALL bench.note_costs('$workload', '$way')"
        done
        bench -c "CALL bench.note_costs_of_hypopg('$workload')"
    done
}

# Planning without any candidate, in sessions that have dbarch loaded and in sessions that have not, in turns and with
# changing order. "again" is without dbarch once more: its distance from "no" is the noise. Many short runs, because the
# speed of a shared machine changes from second to second.
measure_overhead() {
    local workload round loaded order times us
    for workload in table join; do
        [ "$workload" = table ] && times=1000 || times=100
        bench -At -v workload="$workload" >"$SCRIPTS/plan" <<'SQL'
SELECT format('EXPLAIN %s;', query) FROM bench.query WHERE workload = :'workload' ORDER BY no;
SQL
        for round in $(seq "$PAIRS"); do
            order='no yes again'
            [ $((round % 2)) = 0 ] || order='again yes no'
            for loaded in $order; do
                export PGOPTIONS=
                [ "$loaded" != yes ] || export PGOPTIONS='-c session_preload_libraries=dbarch'
                us=$(fast_us "$SCRIPTS/plan" -t "$times")
                unset PGOPTIONS
                bench -c "INSERT INTO bench.overhead VALUES ('$workload', $round, '$loaded', $us / 20e3)"
            done
        done
    done
}

main() {
    trap_failures
    cluster_find_postgres

    heading "What-if calls a second"
    step "Start a throw-away cluster, $("$PG_CONFIG" --version)" create_cluster
    SCRIPTS=$CLUSTER_DIR/pgbench
    mkdir -p "$SCRIPTS"
    WAYS=(whatif_cost)
    [ "$(bench -Atc 'SELECT bench.has_price_indexes()')" = f ] || WAYS=(replan harvest)
    step "Price 20 queries with 1, 50 and 1000 candidates, $ROUNDS rounds" measure_rates
    step "Compare the costs" compare_costs
    step "Plan with dbarch loaded and without, $PAIRS rounds" measure_overhead

    printf '\n'
    bench -f "$here/report.sql" | tee "$CLUSTER_DIR/report.txt"
    cluster_finish "$CLUSTER_DIR/report.txt" bench
}

main "$@"
