#!/usr/bin/env bash
# Several sessions that advise at once agree on the recommendations, nobody waits for an open transaction for long, a
# standby advises without recording, and decisions survive a dump.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

server_create main "shared_preload_libraries = '$PRELOAD'" "dbarch.worker_enabled = off" "dbarch.capture = off" \
    "autovacuum = off"
sql main postgres "CREATE DATABASE shop"
sql main shop "CREATE EXTENSION dbarch;
    CREATE TABLE orders (id int PRIMARY KEY, user_id int, total int, note text);
    CREATE TABLE users (id int PRIMARY KEY, email text);
    INSERT INTO orders SELECT g, g * 7 % 20000, g % 5000, 'note ' || g FROM generate_series(1, 50000) AS g;
    INSERT INTO users SELECT g, 'user' || g FROM generate_series(1, 20000) AS g"
sql main shop "ANALYZE"

# session NAME [ROLE]: runs what stands in its input, statement by statement; each ends with a line of its own.
session() {
    local port=PORT_$1
    "$PG_BIN/psql" -X -q -A -t -h "$WORK" -p "${!port}" -U "${2:-postgres}" -d shop 2>&1
}

# advice QUERY...: the statement that suggests one index a query and tells their numbers.
advice() {
    local array
    array=$(printf "'%s'," "$@")
    echo "SELECT string_agg(coalesce(recommendation_id::text, 'none'), ' ' ORDER BY index_name)
          FROM dbarch.suggest_indexes(ARRAY[${array%,}], max_columns => 1);"
}
ORDERS='SELECT * FROM orders WHERE user_id = 5'
TOTAL='SELECT * FROM orders WHERE total = 5'
USERS='SELECT * FROM users WHERE email = $1'

# At once, in either order of the queries.
for one in 1 2 3 4; do
    for _ in 1 2 3 4 5 6 7 8; do
        if [ $((one % 2)) = 0 ]; then advice "$ORDERS" "$USERS" "$TOTAL"; else advice "$TOTAL" "$USERS" "$ORDERS"; fi
    done | session main >"$WORK/at_once.$one" &
done
wait
is "$(cat "$WORK"/at_once.* | grep -cE '^[0-9]+ [0-9]+ [0-9]+$')" 32 "T110: four sessions at once get advice with numbers, eight times each"
is "$(sort -u "$WORK"/at_once.* | wc -l)" 1 "and the same numbers"
is "$(sql main shop "SELECT string_agg(times_seen::text, ' ') FROM dbarch.index_recommendations")" "32 32 32" \
    "each recommendation is there once, and no sighting was lost"

# A transaction that stays open: what it knows is waited for no longer than dbarch.lock_timeout.
hold() {
    { echo "BEGIN;"; cat; echo "SELECT pg_advisory_lock(1); SELECT pg_sleep(60); COMMIT;"; } | session main >"$WORK/held" &
    holder=$!
    until_true 20 answers main shop "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory'"
}
release() {
    sql main shop "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()" >/dev/null
    wait "$holder"
}
id=$(sql main shop "SELECT id FROM dbarch.index_recommendations WHERE table_name = 'public.users'")
hold <<<"$(advice "$USERS")"
started=$EPOCHREALTIME
answer=$({ echo "SET dbarch.lock_timeout = '200ms';"; advice "$USERS"; } | session main)
took=$(awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
is "$(tail -1 <<<"$answer")" "$id" "one that another transaction is recording has its number all the same"
is "$(grep -c 'not recorded: 55P03' <<<"$answer")" 1 "and a notice says that this sighting does not count"
ok "$(awk -v t="$took" 'BEGIN { print !(t < 10) }')" "after a short wait" "$took s"
release

NEW='SELECT * FROM orders WHERE note = $1'
hold <<<"$(advice "$NEW")"
answer=$({ echo "SET dbarch.lock_timeout = '200ms';"; advice "$NEW"; } | session main)
is "$(tail -1 <<<"$answer")" none "one that nobody can know yet has none, and is suggested"
release
answer=$(advice "$NEW" | session main)
is "$(grep -cE '^[0-9]+$' <<<"$answer")" 1 "and has one afterwards"

# Opposite orders within transactions: no deadlock reaches the caller.
for one in 1 2; do
    {
        echo "SET dbarch.lock_timeout = '20s'; SET deadlock_timeout = '100ms'; BEGIN;"
        if [ $one = 1 ]; then advice "$ORDERS"; else advice "$USERS"; fi
        # Until both hold what the other is about to want.
        echo "SELECT pg_advisory_xact_lock($((100 + one)));
              DO \$\$ BEGIN
                  FOR i IN 1..200 LOOP
                      EXIT WHEN (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid IN (101, 102)) = 2;
                      PERFORM pg_sleep(0.1);
                  END LOOP;
              END \$\$;"
        if [ $one = 2 ]; then advice "$ORDERS"; else advice "$USERS"; fi
        echo "COMMIT;"
    } | session main >"$WORK/crossed.$one" &
done
wait
is "$(cat "$WORK"/crossed.* | grep -cE '^[0-9]+$')" 4 "two transactions that cross each other both get numbers"
is "$(cat "$WORK"/crossed.* | grep -c ERROR)" 0 "and no error"
is "$(cat "$WORK"/crossed.* | grep -c '40P01')" 1 "a notice says that one sighting does not count"

# A snapshot that is older than what another session records.
answer=$({
    echo "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1;"
    echo "\\! $PG_BIN/psql -X -q -A -t -h $WORK -p $PORT_main -U postgres -d shop -c \"SELECT count(*) FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE user_id = 5'])\" >/dev/null"
    advice "$ORDERS"
    echo "COMMIT;"
} | session main)
is "$(grep -c ERROR <<<"$answer")" 0 "an old snapshot is no error"
is "$(tail -1 <<<"$answer")" "$(sql main shop "SELECT id FROM dbarch.index_recommendations WHERE index_name LIKE '%user_id'")" \
    "and what is known has its number"

# A standby.
sql main shop "SELECT dbarch.dismiss_recommendation($id, 'not on this server')" >/dev/null
server_replica copy main
until_true 20 answers copy shop "SELECT count(*) = 1 FROM dbarch.index_recommendations WHERE state = 'dismissed'"
ok $? "a standby shows the recommendations"
answer=$(advice "$ORDERS" "$USERS" | session copy)
is "$(tail -1 <<<"$answer")" none "T117: it advises and records nothing"
is "$(grep -c 'dismissed recommendation was left out' <<<"$answer")" 1 "and leaves out what was dismissed"
is "$(sql copy shop "SELECT dbarch.reopen_recommendation($id)" | head -1)" \
    "ERROR:  cannot decide about a recommendation in a read-only transaction" "decisions are made on the primary"

# Dump and restore.
before=$(sql main shop "SELECT string_agg(concat_ws('|', id, fingerprint, state, times_seen, state_reason), ',') FROM dbarch.index_recommendations")
sql main postgres "CREATE DATABASE restored"
port=PORT_main
"$PG_BIN/pg_dump" -h "$WORK" -p "${!port}" -U postgres shop >"$WORK/dump.sql"
"$PG_BIN/psql" -X -q -h "$WORK" -p "${!port}" -U postgres -d restored -v ON_ERROR_STOP=1 -f "$WORK/dump.sql" >/dev/null
ok $? "a dump can be restored"
is "$(sql main restored "SELECT string_agg(concat_ws('|', id, fingerprint, state, times_seen, state_reason), ',') FROM dbarch.index_recommendations")" \
    "$before" "with all recommendations and decisions"
sql main restored "ANALYZE"
again() { "$PG_BIN/psql" -X -q -A -t -h "$WORK" -p "${!port}" -U postgres -d restored 2>/dev/null | tail -1; }
is "$(advice "$USERS" "$ORDERS" | again)" "$(sql main shop "SELECT id FROM dbarch.index_recommendations WHERE index_name LIKE '%user_id'")" \
    "what was dismissed stays dismissed, and what was known keeps its number"
last=$(sql main shop "SELECT max(id) FROM dbarch.index_recommendations")
is "$(echo "DROP TABLE users; CREATE TABLE users AS SELECT g AS id, 'user' || g AS name FROM generate_series(1, 20000) AS g; ANALYZE users;
    $(advice 'SELECT * FROM users WHERE name = $1')" | again | awk -v last="$last" '{ print ($1 > last) }')" 1 "and numbers go on"
