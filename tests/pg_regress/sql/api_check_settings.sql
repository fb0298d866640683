-- What users set for checks: configure_check(), reset_check(), profiles.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;
CREATE TABLE shop.visits (id int, note text);
CREATE TABLE shop.orders (id int PRIMARY KEY);
CREATE TABLE shop.items (id int PRIMARY KEY, order_id int NOT NULL REFERENCES shop.orders);
INSERT INTO shop.orders SELECT generate_series(1, 200);
INSERT INTO shop.items SELECT g, g FROM generate_series(1, 200) AS g;
ANALYZE shop.orders, shop.items;
CREATE VIEW shown AS
SELECT check_id, enabled, severity, parameters, profiles, is_configured FROM dbarch.checks
WHERE check_id IN ('missing-primary-key', 'unindexed-foreign-key', 'unused-index');
CREATE FUNCTION found(checks text[] DEFAULT NULL) RETURNS TABLE (check_id text, severity text, object_name text)
LANGUAGE sql AS $$
    SELECT f.check_id, f.severity, f.object_name FROM dbarch.check_all(checks => found.checks, schemas => '{shop}') AS f
    WHERE f.check_id IN ('missing-primary-key', 'unindexed-foreign-key') ORDER BY 1, 3 $$;

SELECT * FROM shown;
SELECT * FROM found();

-- Severity, for findings of which the check itself says otherwise as well.
SELECT dbarch.configure_check('missing-primary-key', severity => 'info');
SELECT dbarch.configure_check('unindexed-foreign-key', severity => 'error', parameters => '{"small_table_rows": 50}');
SELECT * FROM shown;
SELECT * FROM found();
SELECT check_id, object_name FROM dbarch.check_all(schemas => '{shop}', min_severity => 'error') WHERE status = 'ok' AND area = 'indexes';

-- NULL leaves as it is; parameters are merged, null takes one back.
SELECT dbarch.configure_check('unused-index', parameters => '{"min_days": 3, "idle_days": 5.0}');
SELECT dbarch.configure_check('unused-index', parameters => '{"min_days": null, "min_bytes": 1}');
SELECT parameters FROM dbarch.check_settings WHERE check_id = 'unused-index';
SELECT parameters FROM dbarch.checks WHERE check_id = 'unused-index';
SELECT dbarch.configure_check('unused-index', parameters => '{"idle_days": null, "min_bytes": null}');
SELECT dbarch.configure_check('unused-index');
SELECT check_id, enabled, severity, parameters, changed_by = current_user AS by_me FROM dbarch.check_settings ORDER BY 1;

-- Off; who names a check gets it.
SELECT dbarch.configure_check('missing-primary-key', enabled => false);
SELECT * FROM found();
SELECT * FROM found('{missing-primary-key}');
SELECT object_name FROM dbarch.check_design('{shop}') WHERE check_id = 'missing-primary-key';
SELECT check_id, enabled, severity FROM shown;

-- Profiles go by the severity that holds, and what is set beats them.
SET dbarch.check_profile = 'essential';
SELECT check_id, enabled FROM shown;
SELECT count(*) > 0 AS found, bool_and(severity <> 'info') AS essential FROM dbarch.check_all(schemas => '{shop}') WHERE status = 'ok';
SELECT dbarch.configure_check('missing-primary-key', enabled => true);
SELECT * FROM found();
SET dbarch.check_profile = 'strict';
SELECT count(*) = count(*) FILTER (WHERE 'strict' = ANY (profiles)) AS all_enabled FROM dbarch.checks WHERE enabled;
SET dbarch.check_profile = 'other';
RESET dbarch.check_profile;

-- As it was.
SELECT dbarch.reset_check('missing-primary-key') AS forgotten, dbarch.reset_check('missing-primary-key') AS again;
SELECT dbarch.reset_check('unindexed-foreign-key');
SELECT count(*) FROM dbarch.check_settings;
SELECT * FROM shown WHERE is_configured;

-- A row of another release costs nothing.
INSERT INTO dbarch.check_settings (check_id, parameters, changed_by) VALUES
    ('gone-check', '{}', 'x'), ('unused-index', '{"min_days": "many", "gone": 1}', 'x');
SELECT check_id, parameters FROM shown WHERE is_configured;
SELECT dbarch.reset_check('gone-check'), dbarch.reset_check('unused-index');

-- A check that takes too long says so, and the others go on.
SET dbarch.check_timeout = 1;
CREATE TABLE shop.wide (a int PRIMARY KEY);
SELECT count(*) > 0 AS some_too_slow, min(message) AS message, min(detail::text) AS detail
FROM dbarch.check_all() WHERE status = 'error';
RESET dbarch.check_timeout;
SELECT count(*) FROM dbarch.check_all() WHERE status = 'error';

-- Mistakes.
SELECT dbarch.configure_check('nonsense');
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.configure_check(NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.configure_check('unused-index', severity => 'high');
SELECT dbarch.configure_check('unused-index', parameters => '{"days": 3}');
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.configure_check('unused-index', parameters => '{"min_days": "3"}');
SELECT dbarch.configure_check('unused-index', parameters => '{"min_days": 1.5}');
SELECT dbarch.configure_check('missing-primary-key', parameters => '{"days": 3}');
SELECT dbarch.configure_check('unused-index', parameters => '[3]');
SELECT dbarch.reset_check('nonsense');
BEGIN READ ONLY;
SELECT dbarch.configure_check('unused-index', enabled => false);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
SELECT count(*) FROM dbarch.check_settings;

DROP FUNCTION found;
DROP VIEW shown;
DROP SCHEMA shop CASCADE;
DROP EXTENSION dbarch;
