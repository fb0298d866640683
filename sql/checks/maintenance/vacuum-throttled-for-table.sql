-- id          = "vacuum-throttled-for-table"
-- title       = "Table that autovacuum may only clean slowly"
-- severity    = "info"
-- object      = "table"
-- reads       = ["settings", "storage_options"]
-- message     = "Autovacuum may clean at most {{ dirtied_bytes | bytes }} of pages of {{ qualified }} a second ({{ cost_limit }} points every {{ delay }} ms)"
-- remediation = "Remove the parameters, which were probably set for slower disks."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_bytes_per_second]
-- default = 10485760
-- about   = "Parameters that allow less are reported; PostgreSQL's own settings allow 39 MB a second."
-- ---
-- ## What it does
-- Computes how many pages a second autovacuum may clean of each table that has a cost delay or limit of its own.
--
-- ## Why it matters
-- A table large enough to be throttled is one that VACUUM must get through with in time. Besides, a worker on such a table
-- takes no part in the balance of the others.
--
-- ## How to fix
-- RESET applies from the next VACUUM on. It waits for a running one, and blocks no query.
--
-- ## False positives
-- Slow disks that reads need more.
--
-- ## Sources
-- PostgreSQL documentation, "Storage Parameters" and "Cost-based Vacuum Delay".

WITH server AS MATERIALIZED (
    SELECT
        max(s.value) FILTER (WHERE s.name = 'autovacuum_vacuum_cost_delay')::float8 AS own_delay,
        max(s.value) FILTER (WHERE s.name = 'vacuum_cost_delay')::float8 AS general_delay,
        max(s.value) FILTER (WHERE s.name = 'autovacuum_vacuum_cost_limit')::float8 AS own_limit,
        max(s.value) FILTER (WHERE s.name = 'vacuum_cost_limit')::float8 AS general_limit,
        max(s.value) FILTER (WHERE s.name = 'vacuum_cost_page_dirty')::float8 AS dirty_cost
    FROM settings AS s
), tables_with_costs AS (
    SELECT
        o.schema_name,
        o.qualified,
        max(o.option_value) FILTER (WHERE o.option_name = 'autovacuum_vacuum_cost_delay')::float8 AS delay,
        max(o.option_value) FILTER (WHERE o.option_name = 'autovacuum_vacuum_cost_limit')::float8 AS cost_limit,
        string_agg(o.option_name, ', ' ORDER BY o.option_name) AS option_names,
        string_agg(format('%s = %s', o.option_name, o.option_value), ', ' ORDER BY o.option_name) AS assignments
    FROM storage_options AS o
    WHERE o.option_name IN ('autovacuum_vacuum_cost_delay', 'autovacuum_vacuum_cost_limit')
    GROUP BY o.table_oid, o.schema_name, o.qualified
), used AS (
    -- As autovacuum does: the table's own, else that of autovacuum, else that of VACUUM.
    SELECT
        t.*,
        s.dirty_cost,
        COALESCE(t.delay, NULLIF(s.own_delay, -1), s.general_delay) AS used_delay,
        COALESCE(t.cost_limit, NULLIF(s.own_limit, -1), s.general_limit) AS used_limit
    FROM tables_with_costs AS t
    CROSS JOIN server AS s
), rates AS (
    SELECT
        u.*,
        u.used_limit * 1000 / u.used_delay / u.dirty_cost * current_setting('block_size')::bigint AS dirtied_bytes
    FROM used AS u
    WHERE u.used_delay > 0 AND u.dirty_cost > 0
)
SELECT
    r.schema_name,
    r.qualified AS object_name,
    r.qualified,
    r.dirtied_bytes::bigint AS dirtied_bytes,
    r.used_delay::numeric AS delay,
    r.used_limit::bigint AS cost_limit,
    format('ALTER TABLE %s RESET (%s)', r.qualified, r.option_names) AS fix_sql,
    format('ALTER TABLE %s SET (%s)', r.qualified, r.assignments) AS undo_sql
FROM rates AS r
CROSS JOIN params AS p
WHERE r.dirtied_bytes < p.min_bytes_per_second
