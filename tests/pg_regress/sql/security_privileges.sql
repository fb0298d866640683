-- What a role without any privileges may call, and what it gets to see.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
RESET client_min_messages;
CREATE SCHEMA vault;
CREATE TABLE vault.secrets (id int, word text);
INSERT INTO vault.secrets SELECT g, 'word ' || g FROM generate_series(1, 5000) AS g;
CREATE INDEX secrets_id ON vault.secrets (id);
CREATE TABLE vault.notes (id int, note text);
INSERT INTO vault.notes SELECT g, 'note ' || g FROM generate_series(1, 5000) AS g;
ANALYZE vault.secrets, vault.notes;
CREATE ROLE regress_dbarch_nobody;
GRANT USAGE ON SCHEMA vault TO regress_dbarch_nobody;
GRANT SELECT ON vault.notes TO regress_dbarch_nobody;

-- Who may call what. A function that is not in this list has to be put here on purpose.
SELECT p.oid::regprocedure AS function,
       has_function_privilege('public', p.oid, 'EXECUTE') AS everybody,
       has_function_privilege('pg_monitor', p.oid, 'EXECUTE') AS monitor,
       p.prosecdef AS security_definer
FROM pg_proc AS p
WHERE p.pronamespace = 'dbarch'::regnamespace
ORDER BY p.proname, p.oid::regprocedure::text;

-- Tables and views: nobody may write.
SELECT c.relname, r.role,
       has_table_privilege(r.role, c.oid, 'SELECT') AS reads,
       has_table_privilege(r.role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') AS writes
FROM pg_class AS c
CROSS JOIN (VALUES ('regress_dbarch_nobody'), ('pg_monitor')) AS r (role)
WHERE c.relnamespace = 'dbarch'::regnamespace AND c.relkind IN ('r', 'v')
ORDER BY 1, 2;
SELECT has_schema_privilege('regress_dbarch_nobody', 'dbarch', 'USAGE') AS usage,
       has_schema_privilege('regress_dbarch_nobody', 'dbarch', 'CREATE') AS "create";

SET ROLE regress_dbarch_nobody;

-- Planning needs the privileges for running the statement: here the row says so, and the others are planned.
SELECT query_no, cost IS NOT NULL AS planned, error
FROM dbarch.whatif_cost(ARRAY[
    'SELECT * FROM vault.secrets WHERE id = 1',
    'SELECT * FROM vault.notes WHERE id = 1',
    'UPDATE vault.notes SET note = NULL WHERE id = 1',
    'SELECT * FROM vault.notes AS n WHERE EXISTS (SELECT FROM vault.secrets AS s WHERE s.id = n.id)',
    'SELECT rolpassword FROM pg_catalog.pg_authid']);
-- Statistics tell about the data, so an index on the table needs SELECT as well, and so does its size.
\set VERBOSITY sqlstate
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON vault.secrets (word)}');
SELECT * FROM dbarch.explain_with('SELECT * FROM vault.secrets');
SELECT * FROM dbarch.explain_with('DELETE FROM vault.notes');
SELECT dbarch.estimate_index_size('CREATE INDEX ON vault.secrets (word)');
SELECT dbarch.estimate_index_size('CREATE INDEX ON vault.notes (note)') > 0 AS allowed;

\set VERBOSITY default

-- Advice: what the role may not read is left out, and said.
SELECT table_name, detail -> 'skipped' AS skipped
FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM vault.notes WHERE id = 1', 'SELECT * FROM vault.secrets WHERE word = $1']);

-- Reports are for members of pg_monitor.
\set VERBOSITY sqlstate
SELECT dbarch.run_report();
SELECT * FROM dbarch.reports;
INSERT INTO dbarch.reports (kind) VALUES ('health');
\set VERBOSITY default

-- What holds for everybody's checks is set by members of pg_monitor, and seen by all; recorded runs are theirs alone.
\set VERBOSITY sqlstate
SELECT dbarch.configure_check('unused-index', enabled => false);
SELECT dbarch.reset_check('unused-index');
SELECT dbarch.suppress('unused-index');
SELECT dbarch.unsuppress('unused-index');
SELECT dbarch.record_findings();
SELECT * FROM dbarch.compare_findings();
SELECT * FROM dbarch.compare_findings(1);
SELECT dbarch.forget_findings('1');
INSERT INTO dbarch.check_settings (check_id, changed_by) VALUES ('unused-index', 'x');
SELECT * FROM dbarch.suppression_rules;
SELECT * FROM dbarch.check_run_findings;
\set VERBOSITY default
RESET ROLE;
CREATE ROLE regress_dbarch_monitor;
GRANT pg_monitor TO regress_dbarch_monitor;
SET ROLE regress_dbarch_monitor;
SELECT dbarch.configure_check('unused-index', enabled => false);
SELECT dbarch.suppress('missing-primary-key', 'vault.*', 'for the test');
SELECT dbarch.record_findings('by a monitor', checks => '{missing-primary-key}') > 0 AS recorded;
SELECT change, object_name FROM dbarch.compare_findings('by a monitor', schemas => '{vault}', include_suppressed => true);
\set VERBOSITY sqlstate
DELETE FROM dbarch.check_settings;
DELETE FROM dbarch.suppression_rules;
DELETE FROM dbarch.check_runs;
UPDATE dbarch.check_run_findings SET message = '';
\set VERBOSITY default
SET ROLE regress_dbarch_nobody;
SELECT enabled, is_configured FROM dbarch.checks WHERE check_id = 'unused-index';
SELECT check_id, changed_by FROM dbarch.check_settings;
SELECT check_id, object_pattern, reason, created_by, matched FROM dbarch.suppressions;
SELECT check_id, object_pattern, why FROM dbarch.unused_suppressions();
SELECT object_name FROM dbarch.check_all(checks => '{missing-primary-key}', schemas => '{vault}');
SELECT score FROM dbarch.area_scores(checks => '{missing-primary-key}', schemas => '{vault}');
SELECT count(*) FROM dbarch.check_progress;
RESET ROLE;
SELECT recorded_by FROM dbarch.check_runs;
SELECT dbarch.unsuppress('missing-primary-key', 'vault.*'), dbarch.reset_check('unused-index');
DROP ROLE regress_dbarch_monitor;
SET ROLE regress_dbarch_nobody;

-- The rest shows what the role could find out by itself.
SELECT dbarch.health() #>> '{meta,agent}' AS agent;
SELECT state, hint FROM dbarch.status() WHERE component = 'last_report';
SELECT count(*) > 0 AS catalogue FROM dbarch.checks;
SELECT count(*) FILTER (WHERE status = 'error') AS errors FROM dbarch.check_all();

-- Nothing can be planted where others would call it.
CREATE FUNCTION dbarch.health(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- A function that planning runs has the rights of the role and cannot get others.
CREATE FUNCTION pg_temp.become_superuser() RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT set_config('role', 'none', false) $$;
SELECT error FROM dbarch.whatif_cost('{SELECT pg_temp.become_superuser()}');
SELECT current_user;
DROP FUNCTION pg_temp.become_superuser();
RESET ROLE;

-- A role that may read the statements of others still does not plan them with its own rights, nor with theirs.
CREATE EXTENSION pg_stat_statements;
GRANT pg_read_all_stats TO regress_dbarch_nobody;
SELECT pg_stat_statements_reset() IS NOT NULL AS reset;
SELECT count(*) FROM vault.notes WHERE id = 7;
SET ROLE regress_dbarch_nobody;
SELECT count(*) AS suggestions FROM dbarch.suggest_indexes();
RESET ROLE;
SELECT count(*) AS suggestions FROM dbarch.suggest_indexes(tables => '{vault.notes}');

\set VERBOSITY terse
DROP SCHEMA vault CASCADE;
REVOKE pg_read_all_stats FROM regress_dbarch_nobody;
DROP ROLE regress_dbarch_nobody;
DROP EXTENSION pg_stat_statements;
DROP EXTENSION dbarch;
