-- Findings that nobody wants to hear of.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;
CREATE TABLE shop.visits (id int, seen_at timestamp);
CREATE TABLE shop.logins (id int, seen_at timestamp);
CREATE TABLE shop."Old Data" (id int);
CREATE FUNCTION found(include boolean DEFAULT false) RETURNS TABLE (check_id text, object_name text, suppressed jsonb)
LANGUAGE sql AS $$
    SELECT f.check_id, f.object_name, f.detail -> 'suppressed'
    FROM dbarch.check_design('{shop}', '{missing-primary-key,timestamp-without-time-zone}', include_suppressed => include) AS f
    ORDER BY 1, 2 $$;
SELECT * FROM found();

SELECT dbarch.suppress('missing-primary-key', 'shop.l*', reason => 'a log', until => '2100-01-01 00:00+00');
SELECT dbarch.suppress('*', 'shop."Old Data"', 'goes away');
SELECT * FROM found();
SET timezone = 'UTC';
SELECT * FROM found(true);

-- A whole check.
SELECT dbarch.suppress('timestamp-without-time-zone');
SELECT check_id, object_name FROM found();
-- The function of the area with its own argument, and all.
SELECT count(*) FROM dbarch.check_all(checks => '{timestamp-without-time-zone}', schemas => '{shop}');
SELECT count(*) FROM dbarch.check_all(checks => '{timestamp-without-time-zone}', schemas => '{shop}', include_suppressed => true);

-- What could not be judged is hidden with the whole check only.
SELECT dbarch.suppress('unused-index', '**');
SELECT status FROM dbarch.check_all(checks => '{unused-index}', schemas => '{shop}');
SELECT dbarch.suppress('unused-index');
SELECT status FROM dbarch.check_all(checks => '{unused-index}', schemas => '{shop}');
SELECT dbarch.unsuppress('unused-index'), dbarch.unsuppress('unused-index', '**');

-- Nothing is known of what matches, until a run of the whole database is recorded.
SELECT check_id, object_pattern, reason, until, created_by = current_user AS by_me, is_expired, matched, is_unused
FROM dbarch.suppressions ORDER BY 1, 2;
SELECT dbarch.suppress('missing-primary-key', 'shop.gone');
SELECT dbarch.suppress('missing-primary-key', 'shop.past');
UPDATE dbarch.suppression_rules SET until = now() - interval '1 day' WHERE object_pattern = 'shop.past';
SELECT dbarch.record_findings(schemas => '{shop}') IS NOT NULL AS recorded;
SELECT count(matched) FROM dbarch.suppressions;
SELECT dbarch.record_findings(checks => '{missing-primary-key}') IS NOT NULL AS recorded;
SELECT check_id, object_pattern, is_expired, matched, matched_at IS NOT NULL AS at, is_unused FROM dbarch.suppressions ORDER BY 1, 2;
SELECT dbarch.record_findings() IS NOT NULL AS recorded;
SELECT check_id, object_pattern, is_expired, LEAST(matched, 2) AS matched, is_unused FROM dbarch.suppressions ORDER BY 1, 2;

-- The report of unused ones looks now.
INSERT INTO dbarch.suppression_rules (check_id, object_pattern, created_by) VALUES ('gone-check', '*', 'x');
SELECT dbarch.suppress('unused-index', 'shop.nothing');
SELECT check_id, object_pattern, why FROM dbarch.unused_suppressions();
SELECT check_id, object_name FROM found();

-- Written again, it is another one.
SELECT dbarch.suppress('missing-primary-key', 'shop.past', 'again');
SELECT reason, until, is_expired FROM dbarch.suppressions WHERE object_pattern = 'shop.past';

SELECT dbarch.unsuppress('gone-check');
SELECT dbarch.unsuppress('*', 'shop."Old Data"');
SELECT dbarch.unsuppress('timestamp-without-time-zone', '*');
SELECT check_id, object_name FROM found();

-- Mistakes.
SELECT dbarch.suppress('*');
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.suppress('nonsense');
SELECT dbarch.suppress('xyz-*');
SELECT dbarch.suppress('missing-primary-key', '');
SELECT dbarch.suppress('missing-primary-key', NULL);
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.suppress('missing-primary-key', until => '2000-01-01');
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.unsuppress('missing-primary-key');
\echo :LAST_ERROR_SQLSTATE
BEGIN READ ONLY;
SELECT dbarch.suppress('missing-primary-key');
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
BEGIN READ ONLY;
SELECT check_id, object_pattern, why FROM dbarch.unused_suppressions();
COMMIT;

DROP FUNCTION found;
DROP SCHEMA shop CASCADE;
DROP EXTENSION dbarch;
