#!/usr/bin/env bash
# The background worker writes reports where the extension is, when they are due, and follows its settings.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

server_create main "shared_preload_libraries = '$PRELOAD'" "dbarch.report_interval = 3600" \
    "max_worker_processes = 12"
for database in one two bare; do sql main postgres "CREATE DATABASE $database"; done
for database in one two; do sql main $database "CREATE EXTENSION dbarch"; done

is "$(sql main one "SELECT state FROM dbarch.status() WHERE component = 'preload'")" "loaded at server start" \
    "status() says that the library was preloaded"
until_true 10 answers main one "SELECT state = 'running' FROM dbarch.status() WHERE component = 'launcher'"
ok $? "status() says that the launcher runs"

# A reload makes the launcher look at every database at once.
server_reload main
for database in one two; do
    until_true 20 answers main $database "SELECT count(*) = 1 FROM dbarch.reports WHERE status = 'succeeded'"
    ok $? "a first report is written in database $database"
done
is "$(sql main one "SELECT body #>> '{databases,primary,name}' FROM dbarch.reports")" one "the report is of its own database"
is "$(sql main bare "SELECT to_regnamespace('dbarch') IS NULL")" t "nothing appears in a database without the extension"
is "$(sql main postgres "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'dbarch worker'")" 0 \
    "no worker stays connected between reports"

server_stop main && server_start main
until_true 10 answers main one "SELECT state = 'running' FROM dbarch.status() WHERE component = 'launcher'"
sleep 3
is "$(sql main one "SELECT count(*) FROM dbarch.reports")" 1 "a restart does not repeat a fresh report"

sql main postgres "ALTER SYSTEM SET dbarch.report_interval = '2s'"
server_reload main
until_true 20 answers main one "SELECT count(*) >= 3 FROM dbarch.reports WHERE status = 'succeeded'"
ok $? "a shorter interval takes effect at the reload"

sql main postgres "ALTER SYSTEM SET dbarch.databases = 'two, nowhere'"
server_reload main
until_true 10 log_has main 'dbarch.databases names "nowhere", which does not exist'
ok $? "an unknown name in dbarch.databases is reported"
sleep 1
before=$(sql main one "SELECT count(*) FROM dbarch.reports")
before_two=$(sql main two "SELECT count(*) FROM dbarch.reports")
until_true 10 answers main two "SELECT count(*) > $before_two + 1 FROM dbarch.reports"
ok $? "the database that dbarch.databases names is served"
is "$(sql main one "SELECT count(*) FROM dbarch.reports")" "$before" "the others are not"
is "$(log_count main 'names "nowhere"')" 1 "the unknown name is reported once"

sql main postgres "ALTER SYSTEM SET dbarch.worker_enabled = off"
server_reload main
until_true 10 answers main two "SELECT state = 'off' FROM dbarch.status() WHERE component = 'launcher'"
ok $? "status() says that the worker is switched off"
sleep 1
before=$(sql main two "SELECT count(*) FROM dbarch.reports")
sleep 4
is "$(sql main two "SELECT count(*) FROM dbarch.reports")" "$before" "a switched-off worker writes nothing"

sql main two "UPDATE dbarch.reports SET started_at = started_at - interval '1 year', finished_at = now()"
sql main postgres "ALTER SYSTEM SET dbarch.worker_enabled = on"
server_reload main
until_true 20 answers main two "SELECT count(*) >= 1 AND min(started_at) > now() - interval '1 day' FROM dbarch.reports"
ok $? "reports older than dbarch.report_retention are deleted by the next run"

is "$(sql main two "SELECT dbarch.health() #>> '{performance,avg_query_time}' IS NULL
    AND dbarch.health() #>> '{performance,unknown,0}' LIKE '%pg_stat_statements is not installed%'")" t \
    "without pg_stat_statements health() has no average time, and says why"
if [ "$PRELOAD" != dbarch ]; then
    sql main two "CREATE SCHEMA \"Odd Place\"; CREATE EXTENSION pg_stat_statements SCHEMA \"Odd Place\"" >/dev/null
    # Statements that ran once or twice, such as bulk loads, are not held against anybody.
    sql main two "SELECT pg_sleep(0.12); SELECT pg_sleep(0.12); SELECT pg_sleep(0.12)" >/dev/null
    is "$(sql main two "SELECT (dbarch.health() #>> '{performance,slow_queries}')::int >= 1
        AND dbarch.health() #>> '{recommendations,queries_to_optimize}' LIKE '%pg_sleep%'")" t \
        "with it in any schema, slow statements are counted and quoted"
    reports=$(sql main two "SELECT count(*) FROM dbarch.reports")
    until_true 10 answers main two "SELECT count(*) > $reports + 1 FROM dbarch.reports"
    is "$(sql main two "SELECT count(*) FROM \"Odd Place\".pg_stat_statements WHERE query LIKE '%/* dbarch */%'")" 0 \
        "the worker's own statements are not counted there"
fi
is "$(log_count main 'FATAL|ERROR:|PANIC')" 0 "the log holds no error"
