-- Recorded runs, what has changed since, and scores.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS shop CASCADE;
DROP SCHEMA IF EXISTS other CASCADE;
CREATE SCHEMA shop;
CREATE SCHEMA other;
CREATE TABLE shop.visits (id int, seen_at timestamp);
CREATE TABLE shop.logins (id int, seen_at timestamp);
CREATE TABLE other.things (id int);
\set checks '{missing-primary-key,timestamp-without-time-zone}'

SELECT * FROM dbarch.compare_findings();
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.record_findings('release 1', checks => :'checks');
SELECT id, name, recorded_by = current_user AS by_me, areas, checks, schemas, judged, not_judged, findings, suppressed,
       finished_at >= started_at AS in_order
FROM dbarch.check_runs;
SELECT check_id, severity, object_kind, object_name, schema_name, message, confidence, is_suppressed
FROM dbarch.check_run_findings WHERE run_id = 1 ORDER BY check_id, object_name;

-- Nothing has changed; what is left out is as in the recorded run.
SELECT change, severity_before, check_id, severity, status, object_name, fix_sql IS NOT NULL AS fixable, baseline_id
FROM dbarch.compare_findings();
-- New, resolved, changed.
ALTER TABLE shop.visits ADD PRIMARY KEY (id);
CREATE TABLE shop.basket (id int);
SELECT dbarch.configure_check('timestamp-without-time-zone', severity => 'error');
SELECT change, severity_before, check_id, severity, object_name, remediation IS NOT NULL AS remediation, detail IS NOT NULL AS detail
FROM dbarch.compare_findings('release 1');
SELECT change, object_name FROM dbarch.compare_findings(1, schemas => '{other}');
SELECT change, check_id, object_name FROM dbarch.compare_findings(1, min_severity => 'error');
SELECT change, object_name FROM dbarch.compare_findings('1', checks => '{missing-primary-key}', schemas => '{shop}');
-- A read-only transaction can compare.
BEGIN READ ONLY;
SELECT change, count(*) FROM dbarch.compare_findings() GROUP BY change ORDER BY change;
COMMIT;

-- Suppressing resolves nothing, and its end is news.
SELECT dbarch.suppress('missing-primary-key', 'shop.basket');
SELECT change, object_name FROM dbarch.compare_findings(areas => '{design}', checks => '{missing-primary-key}');
SELECT dbarch.record_findings('release 2', checks => :'checks', schemas => '{shop}');
SELECT findings, suppressed FROM dbarch.check_runs WHERE id = 2;
SELECT dbarch.unsuppress('missing-primary-key', 'shop.basket');
SELECT change, object_name FROM dbarch.compare_findings('release 2', checks => '{missing-primary-key}');
SELECT change, object_name FROM dbarch.compare_findings('release 2', checks => '{missing-primary-key}', include_suppressed => true);

-- Two recorded runs: what only one of them has looked at is left out.
SELECT change, check_id, object_name, message FROM dbarch.compare_findings('release 1', 'release 2');
SELECT change, check_id, object_name FROM dbarch.compare_findings(compared => 'release 2', min_severity => 'error');
SELECT change, object_name FROM dbarch.compare_findings(2, 1, include_suppressed => true) WHERE check_id = 'missing-primary-key';

-- A check that cannot judge now resolves nothing.
UPDATE dbarch.check_runs SET judged = judged || '{unused-index}';
INSERT INTO dbarch.check_run_findings (run_id, fingerprint, check_id, area, severity, object_kind, object_name, schema_name, title, message, is_suppressed)
VALUES (2, 'x', 'unused-index', 'indexes', 'info', 'index', 'shop.idx', 'shop', 't', 'm', false);
SELECT change, check_id, status, object_name FROM dbarch.compare_findings(2, checks => '{unused-index}');
SELECT change, check_id, status, object_name FROM dbarch.compare_findings(1, 2, checks => '{unused-index}');

-- A check that has come or gone meanwhile is not compared.
SELECT change FROM dbarch.compare_findings(2, checks => '{invalid-index}');
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.configure_check('timestamp-without-time-zone', enabled => false);
SELECT dbarch.record_findings(areas => '{design}', schemas => '{shop}');
SELECT 'timestamp-without-time-zone' = ANY (judged) AS was_off FROM dbarch.check_runs WHERE id = 3;
SELECT DISTINCT check_id FROM dbarch.compare_findings() WHERE check_id IN ('missing-primary-key', 'timestamp-without-time-zone');

-- Runs without a name go with time, those with one stay.
UPDATE dbarch.check_runs SET finished_at = now() - interval '91 days', started_at = now() - interval '91 days';
SELECT dbarch.record_findings(checks => :'checks');
SELECT id, name FROM dbarch.check_runs ORDER BY id;
SELECT dbarch.forget_findings('release 1') AS forgotten;
SELECT dbarch.forget_findings('4') AS forgotten;
SELECT dbarch.forget_findings('4');
\echo :LAST_ERROR_SQLSTATE
SELECT run_id, count(*) FROM dbarch.check_run_findings GROUP BY run_id ORDER BY run_id;

-- Mistakes.
SELECT dbarch.record_findings('12');
SELECT dbarch.record_findings('');
SELECT dbarch.record_findings(checks => '{nonsense}');
SELECT * FROM dbarch.compare_findings('release 9');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM dbarch.compare_findings(compared => '2');
SELECT * FROM dbarch.compare_findings(compared => 'release 9');
SELECT dbarch.forget_findings(NULL);
\echo :LAST_ERROR_SQLSTATE
BEGIN READ ONLY;
SELECT dbarch.record_findings();
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;

-- Scores: 13 in all, the warning and the error lost; then the error suppressed.
SELECT dbarch.configure_check('timestamp-without-time-zone', enabled => true);
SELECT * FROM dbarch.area_scores(checks => :'checks', schemas => '{shop}');
SELECT dbarch.suppress('timestamp-without-time-zone', 'shop.*');
SELECT * FROM dbarch.area_scores(checks => :'checks', schemas => '{shop}');
SELECT * FROM dbarch.area_scores(checks => '{unused-index,missing-primary-key}', schemas => '{other}');
SELECT bool_and(score BETWEEN 0 AND 100) AS in_range, count(*) > 3 AS areas FROM dbarch.area_scores();

-- Every area has its function, and nothing runs now.
SELECT count(*) FROM dbarch.check_configuration(checks => NULL, schemas => '{shop}') WHERE status = 'error';
SELECT count(*) FROM dbarch.check_replication('{shop}') WHERE status = 'error';
SELECT count(*) FROM dbarch.check_backup('{shop}') WHERE status = 'error';
SELECT count(*) FROM dbarch.check_capacity('{shop}') WHERE status = 'error';
SELECT count(*) FROM dbarch.check_queries('{shop}') WHERE status = 'error';
SELECT count(*) FROM dbarch.check_compliance('{shop}') WHERE status = 'error';
SELECT count(*) FROM dbarch.check_progress;

DROP SCHEMA shop CASCADE;
DROP SCHEMA other CASCADE;
DROP EXTENSION dbarch;
