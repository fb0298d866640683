-- id          = "materialized-view-not-refreshed"
-- title       = "Materialised view that nobody refreshes"
-- severity    = "info"
-- object      = "materialized view"
-- confidence  = "medium"
-- reads       = ["materialized_views", "statistics_age"]
-- message     = "{{ qualified }} was not refreshed in {{ counted_days }} days{% if sequential_scans %}, and is still being read{% endif %}"
-- remediation = "Schedule its REFRESH, or drop it if old figures mislead more than none."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_days]
-- default = 30
-- about   = "Days without a refresh after which a view is reported."
-- ---
-- ## What it does
-- Looks for filled materialised views with rows into which nothing was written since writes are counted. REFRESH counts
-- as writing each row, and CONCURRENTLY as writing those that changed.
--
-- If there is one but writes are counted for less than `min_days`, the check says `insufficient_evidence`, and on a
-- standby, where writes are not counted, `not_applicable`.
--
-- ## Why it matters
-- A materialised view does not follow its tables by itself. Who reads it takes old figures for new ones.
--
-- ## How to fix
-- A job of cron or pg_cron, with CONCURRENTLY if it is read meanwhile.
--
-- ## False positives
-- Views over data that does not change; refreshes CONCURRENTLY that found nothing to change.
--
-- ## Sources
-- PostgreSQL documentation, "Materialized Views"; ExecRefreshMatView() in matview.c.

WITH age AS MATERIALIZED (
    SELECT a.qualified, floor(extract(epoch FROM now() - a.counted_since) / 86400)::bigint AS days,
           pg_is_in_recovery() AS is_standby
    FROM statistics_age AS a
), idle AS (
    SELECT m.* FROM materialized_views AS m WHERE m.is_populated AND m.changed = 0 AND m.row_estimate IS DISTINCT FROM 0
)
SELECT
    m.schema_name,
    m.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    m.qualified,
    NULLIF(m.sequential_scans, 0) AS sequential_scans,
    g.days AS counted_days,
    format('REFRESH MATERIALIZED VIEW %s%s', CASE WHEN m.has_unique_index THEN 'CONCURRENTLY ' ELSE '' END, m.qualified)
        AS fix_sql
FROM idle AS m
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days >= p.min_days AND NOT g.is_standby
UNION ALL
SELECT
    NULL,
    g.qualified,
    'database',
    CASE WHEN g.is_standby THEN 'not_applicable' ELSE 'insufficient_evidence' END,
    CASE WHEN g.is_standby THEN 'A standby does not count the writes of its tables'
         ELSE format('Writes have been counted for %s days only; views not refreshed so far: %s', g.days, count(*)) END,
    CASE WHEN g.is_standby THEN 'Run the check on the primary.' ELSE 'Run the check again later.' END,
    NULL, NULL, NULL, NULL
FROM idle AS m
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days < p.min_days OR g.is_standby
GROUP BY g.qualified, g.days, g.is_standby
