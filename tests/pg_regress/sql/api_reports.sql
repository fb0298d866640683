-- health(), run_report(), status() and the table of reports: shape, privileges, failures, attacks.
CREATE EXTENSION dbarch;

-- Shape: the keys are a contract.
SELECT key, jsonb_typeof(value) FROM jsonb_each(dbarch.health()) ORDER BY key;
SELECT s.key AS section, k.key
FROM jsonb_each(dbarch.health()) AS s, jsonb_each(CASE s.key WHEN 'databases' THEN s.value -> 'primary' ELSE s.value END) AS k
WHERE s.key <> 'summary' ORDER BY 1, 2;

-- A report is a row.
SELECT dbarch.run_report() AS first \gset
SELECT kind, status, finished_at >= started_at AS finished, body #>> '{meta,agent}' AS agent, error
FROM dbarch.reports WHERE id = :first;
SELECT dbarch.run_report(kind => 'health') > :first AS numbered_upwards;

-- Arguments.
DO $$
BEGIN
    PERFORM dbarch.run_report('weather');
EXCEPTION WHEN invalid_parameter_value THEN
    RAISE NOTICE '%: %', SQLSTATE, SQLERRM;
END $$;
SELECT dbarch.run_report('weather');
SELECT dbarch.run_report(NULL);

-- A read-only transaction can have health(), and no stored report.
BEGIN READ ONLY;
SELECT dbarch.health() #>> '{databases,primary,role}' AS role;
SELECT dbarch.run_report();
ROLLBACK;

-- Old reports go at the next run; the setting belongs to the configuration.
UPDATE dbarch.reports SET started_at = started_at - interval '1 year' WHERE id = :first;
SELECT dbarch.run_report() > :first AS stored;
SELECT count(*) AS expired_left FROM dbarch.reports WHERE id = :first;
SET dbarch.report_retention = '1s';

-- The table accepts no half-truths.
\set VERBOSITY terse
INSERT INTO dbarch.reports (kind, status) VALUES ('health', 'succeeded');
INSERT INTO dbarch.reports (kind, status, finished_at) VALUES ('health', 'failed', now());
\set VERBOSITY default

-- Privileges.
CREATE ROLE regress_reports_nobody;
CREATE ROLE regress_reports_watcher;
GRANT pg_monitor TO regress_reports_watcher;
SET ROLE regress_reports_nobody;
SELECT dbarch.health() #>> '{databases,primary,type}' AS type;
SELECT count(*) AS components FROM dbarch.status();
SELECT dbarch.run_report();
SELECT count(*) FROM dbarch.reports;
SET ROLE regress_reports_watcher;
SELECT dbarch.run_report() > 0 AS stored, current_user;
SELECT count(*) > 0 AS readable FROM dbarch.reports;
INSERT INTO dbarch.reports (kind) VALUES ('health');
UPDATE dbarch.reports SET body = '{}';
DELETE FROM dbarch.reports;
RESET ROLE;

-- A report that fails is stored as failed, and its number returned.
BEGIN;
REVOKE EXECUTE ON FUNCTION pg_is_in_recovery() FROM PUBLIC;
SET LOCAL ROLE regress_reports_watcher;
SELECT dbarch.run_report() AS failed \gset
SELECT status, body, error, finished_at IS NOT NULL AS finished FROM dbarch.reports WHERE id = :failed;
ROLLBACK;

-- One figure that cannot be had does not cost the report.
BEGIN;
REVOKE EXECUTE ON FUNCTION pg_database_size(oid) FROM PUBLIC;
SET LOCAL ROLE regress_reports_watcher;
SELECT dbarch.health() #> '{databases,primary,size}' AS size, dbarch.health() #> '{databases,primary,unknown}' AS unknown;
ROLLBACK;

-- Attack: the writes run as the owner of the table, so nothing of the caller's may run in them.
GRANT CREATE ON DATABASE contrib_regression TO regress_reports_watcher;
SET ROLE regress_reports_watcher;
CREATE SCHEMA regress_reports_trap;
CREATE FUNCTION regress_reports_trap.spring(text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'trap % ran as %', $1, current_user; END $$;
CREATE FUNCTION regress_reports_trap.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_reports_trap.spring('clock_timestamp'); RETURN now(); END $$;
CREATE FUNCTION regress_reports_trap.to_jsonb(record) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_reports_trap.spring('to_jsonb'); RETURN '{}'; END $$;
CREATE FUNCTION regress_reports_trap.equal(bigint, bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_reports_trap.spring('='); RETURN true; END $$;
CREATE OPERATOR regress_reports_trap.= (FUNCTION = regress_reports_trap.equal, LEFTARG = bigint, RIGHTARG = bigint);
CREATE TABLE regress_reports_trap.pg_stat_activity (pid int);
CREATE TEMP TABLE reports (id bigint);
CREATE TEMP TABLE pg_class (oid oid);
SET search_path = regress_reports_trap, pg_catalog;
SELECT dbarch.run_report() > 0 AS stored, current_user AS still;
SHOW search_path;
RESET search_path;
SELECT count(*) AS in_the_decoy FROM pg_temp.reports;
DROP TABLE pg_temp.reports, pg_temp.pg_class;
RESET ROLE;

-- An error in the write gives the caller's own identity back.
CREATE FUNCTION regress_reports_trap.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'refused'; END $$;
BEGIN;
CREATE TRIGGER refuse BEFORE UPDATE ON dbarch.reports FOR EACH ROW EXECUTE FUNCTION regress_reports_trap.refuse();
SET LOCAL ROLE regress_reports_watcher;
SAVEPOINT before;
SELECT dbarch.run_report();
ROLLBACK TO before;
SELECT current_user;
ROLLBACK;

SET client_min_messages = warning;
DROP SCHEMA regress_reports_trap CASCADE;
RESET client_min_messages;
REVOKE CREATE ON DATABASE contrib_regression FROM regress_reports_watcher;
DROP ROLE regress_reports_nobody, regress_reports_watcher;

-- Every member of the extension that belongs here is described.
SELECT count(*) AS undescribed
FROM pg_attribute WHERE attrelid = 'dbarch.reports'::regclass AND attnum > 0 AND col_description(attrelid, attnum) IS NULL;
SELECT count(*) AS undescribed FROM pg_proc
WHERE pronamespace = 'dbarch'::regnamespace AND proname IN ('health', 'run_report', 'status') AND obj_description(oid, 'pg_proc') IS NULL;

DROP EXTENSION dbarch;
