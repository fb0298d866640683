-- id          = "low-fillfactor"
-- title       = "Pages kept half empty for updates that do not come"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["statistics_age", "storage_options", "table_activity"]
-- message     = "{{ qualified }} ({{ bytes | bytes }}) keeps {{ reserve_percent }} % of each page free for updates (fillfactor {{ fillfactor }}), of which there were {{ updated }} in {{ counted_days }} days"
-- remediation = "Set the fillfactor back to 100. What is there already shrinks with the next VACUUM FULL or pg_repack."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.max_fillfactor]
-- default = 90
-- about   = "Higher fillfactors are not reported."
-- [params.min_bytes]
-- default = 104857600
-- about   = "Smaller tables are not reported."
-- [params.min_days]
-- default = 14
-- about   = "Days that updates must have been counted for."
-- ---
-- ## What it does
-- Looks for tables with a low fillfactor of which less than one row in a hundred was updated since updates are counted.
--
-- ## Why it matters
-- The free part of each page is read with it, cached with it and backed up with it, and helps nobody.
--
-- ## How to fix
-- RESET concerns pages written from then on. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- A table that is updated once in a quarter.
--
-- ## Sources
-- PostgreSQL documentation, "Storage Parameters". postgres_dba lists fillfactors below 50 without looking at updates.

WITH age AS MATERIALIZED (
    SELECT a.qualified, floor(extract(epoch FROM now() - a.counted_since) / 86400)::bigint AS days,
           pg_is_in_recovery() AS is_standby
    FROM statistics_age AS a
), low AS (
    -- CASE, since values of other parameters are no numbers, and the order of conditions is the planner's.
    SELECT o.*, o.option_value::bigint AS fillfactor, a.updated, a.live_rows
    FROM storage_options AS o
    JOIN table_activity AS a ON a.table_oid = o.table_oid
    CROSS JOIN params AS p
    WHERE CASE WHEN o.option_name = 'fillfactor' THEN o.option_value::bigint <= p.max_fillfactor END
      AND o.bytes >= p.min_bytes
      AND 100 * a.updated < GREATEST(a.live_rows, o.row_estimate)
)
SELECT
    l.schema_name,
    l.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    l.qualified,
    l.bytes,
    l.fillfactor,
    100 - l.fillfactor AS reserve_percent,
    l.updated,
    g.days AS counted_days,
    l.reset_sql AS fix_sql,
    l.set_sql AS undo_sql
FROM low AS l
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
         ELSE format('Updates have been counted for %s days only; tables with a low fillfactor: %s', g.days, count(*)) END,
    CASE WHEN g.is_standby THEN 'Run the check on the primary.' ELSE 'Run the check again later.' END,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM low AS l
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days < p.min_days OR g.is_standby
GROUP BY g.qualified, g.days, g.is_standby
