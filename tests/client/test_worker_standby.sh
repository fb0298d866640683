#!/usr/bin/env bash
# On a standby the worker says once that it waits, health() works, and promotion starts the reports.
set -uo pipefail
. "$(dirname "$0")/cluster.sh"

server_create main "shared_preload_libraries = 'dbarch'" "dbarch.report_interval = 3s"
sql main postgres "CREATE DATABASE shop"
sql main shop "CREATE EXTENSION dbarch"
server_reload main
until_true 20 answers main shop "SELECT count(*) > 0 FROM dbarch.reports"
ok $? "the primary writes reports"

server_replica copy main
until_true 10 log_has copy 'dbarch launcher: this server is a standby, no reports are written until it is promoted'
ok $? "the standby says that it waits"
sleep 3
is "$(log_count copy 'this server is a standby')" 1 "once"
is "$(log_count copy 'ERROR:|WARNING|reports begin')" 0 "and does nothing else"
is "$(sql copy shop "SELECT state FROM dbarch.status() WHERE component = 'launcher'")" "waiting for promotion" \
    "status() on the standby says the same"

until_true 10 answers copy shop "SELECT (dbarch.health() #>> '{databases,primary,replication_lag_seconds}')::float >= 0"
ok $? "health() on the standby knows its lag"
is "$(sql copy shop "SELECT dbarch.health() #>> '{databases,primary,role}'")" standby "and its role"
is "$(sql copy shop "SELECT dbarch.run_report()" | head -1)" "ERROR:  cannot store a report in a read-only transaction" \
    "run_report() on the standby is refused with a reason"
until_true 10 answers main shop "SELECT (dbarch.health() #>> '{databases,primary,replication_lag_seconds}')::float >= 0"
ok $? "health() on the primary knows the lag of its replica"

server_stop main
before=$(sql copy shop "SELECT max(id) FROM dbarch.reports")
as_server_user "$PG_BIN/pg_ctl" -D "$WORK/copy/data" -w promote >/dev/null
until_true 20 answers copy shop "SELECT max(id) > $before FROM dbarch.reports WHERE status = 'succeeded'"
ok $? "after the promotion reports are written"
is "$(log_count copy 'dbarch launcher: promoted, reports begin')" 1 "and the log says so"
is "$(sql copy shop "SELECT dbarch.health() #>> '{databases,primary,role}'")" primary "health() knows the new role"
