-- id          = "empty-table"
-- title       = "Table that has been empty for long"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["statistics_age", "table_activity", "tables"]
-- message     = "{{ qualified }} is empty, and nothing was written to it in {{ counted_days }} days"
-- remediation = "Drop it if nothing needs it any more. Look for views, foreign keys and code that name it first."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["design"]
-- [params.min_days]
-- default = 90
-- about   = "Days without a write before an empty table is reported."
-- ---
-- ## What it does
-- Looks for tables that were empty when last counted and have taken no row since writes are counted. Partitions, parents
-- of other tables and tables never counted are left out.
--
-- If there is one but writes are counted for less than `min_days`, the check says `insufficient_evidence`, and on a
-- standby, where writes are not counted, `not_applicable`.
--
-- ## Why it matters
-- What was begun and never used, or moved elsewhere, misleads those who read the schema.
--
-- ## How to fix
-- DROP TABLE.
--
-- ## False positives
-- A table for a case that has not occurred yet, such as errors or yearly accounts.
--
-- ## Sources
-- pgFirstAid, pg-index-health and SchemaCrawler report any table without rows, which on a new schema is every table.

WITH age AS MATERIALIZED (
    SELECT a.qualified, floor(extract(epoch FROM now() - a.counted_since) / 86400)::bigint AS days,
           pg_is_in_recovery() AS is_standby
    FROM statistics_age AS a
), empty AS (
    SELECT a.schema_name, a.qualified
    FROM table_activity AS a
    JOIN tables AS t ON t.table_oid = a.table_oid
    WHERE a.row_estimate = 0 AND a.pages = 0 AND a.live_rows = 0
      AND a.inserted = 0 AND a.updated = 0 AND a.deleted = 0
      AND NOT t.is_partition AND NOT t.has_children
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    t.qualified,
    g.days AS counted_days
FROM empty AS t
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
         ELSE format('Writes have been counted for %s days only; tables empty so far: %s', g.days, count(*)) END,
    CASE WHEN g.is_standby THEN 'Run the check on the primary.' ELSE 'Run the check again later.' END,
    NULL, NULL
FROM empty AS t
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days < p.min_days OR g.is_standby
GROUP BY g.qualified, g.days, g.is_standby
