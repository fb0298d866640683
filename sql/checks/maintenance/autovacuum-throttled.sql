-- id          = "autovacuum-throttled"
-- title       = "Autovacuum is throttled so much that it falls behind"
-- severity    = "warning"
-- object      = "server"
-- reads       = ["settings"]
-- message     = "All autovacuum workers together may clean at most {{ dirtied_bytes | bytes }} of pages a second: {{ cost_limit }} points every {{ delay }} ms, {{ dirty_cost }} a page"
-- remediation = "{% if fix_sql %}Lower the delay to its default and reload the configuration with SELECT pg_reload_conf(); on good disks raise autovacuum_vacuum_cost_limit, too.{% else %}Raise autovacuum_vacuum_cost_limit and reload the configuration with SELECT pg_reload_conf().{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_bytes_per_second]
-- default = 10485760
-- about   = "Settings that allow less are reported; PostgreSQL's own allow 39 MB a second."
-- ---
-- ## What it does
-- Computes how many pages a second autovacuum may clean and write by its cost settings, which all its workers share.
--
-- ## Why it matters
-- At 4 MB a second, as with a delay of 20 ms, the default until PostgreSQL 11, a table of 100 GB takes seven hours. More
-- workers do not help, since the limit is divided among them.
--
-- ## How to fix
-- autovacuum_vacuum_cost_delay of 2 ms and a limit of 200 to 2000 suit solid-state disks.
--
-- ## False positives
-- A server with few writes and slow disks.
--
-- ## Sources
-- PostgreSQL documentation, "Cost-based Vacuum Delay"; vacuum_delay_point() in vacuum.c. pg_gather wants a delay between
-- 2 and 20 ms, which says nothing without the limit.

WITH chosen AS (
    SELECT
        max(s.value) FILTER (WHERE s.name = 'autovacuum_vacuum_cost_delay')::float8 AS own_delay,
        max(s.value) FILTER (WHERE s.name = 'vacuum_cost_delay')::float8 AS general_delay,
        max(s.value) FILTER (WHERE s.name = 'autovacuum_vacuum_cost_limit')::float8 AS own_limit,
        max(s.value) FILTER (WHERE s.name = 'vacuum_cost_limit')::float8 AS general_limit,
        max(s.value) FILTER (WHERE s.name = 'vacuum_cost_page_dirty')::float8 AS dirty_cost
    FROM settings AS s
), used AS (
    SELECT
        c.own_delay,
        CASE WHEN c.own_delay < 0 THEN c.general_delay ELSE c.own_delay END AS delay,
        CASE WHEN c.own_limit < 0 THEN c.general_limit ELSE c.own_limit END AS cost_limit,
        c.dirty_cost
    FROM chosen AS c
), rates AS (
    SELECT
        u.*,
        u.cost_limit * 1000 / u.delay / u.dirty_cost * current_setting('block_size')::bigint AS dirtied_bytes
    FROM used AS u
    -- A delay of zero is no throttle.
    WHERE u.delay > 0 AND u.dirty_cost > 0
)
SELECT
    NULL AS schema_name,
    NULL AS object_name,
    r.dirtied_bytes::bigint AS dirtied_bytes,
    r.delay::numeric AS delay,
    r.cost_limit::bigint AS cost_limit,
    r.dirty_cost::bigint AS dirty_cost,
    CASE WHEN r.delay > 2 THEN 'ALTER SYSTEM SET autovacuum_vacuum_cost_delay = ''2ms''' END AS fix_sql,
    CASE WHEN r.delay > 2 THEN format('ALTER SYSTEM SET autovacuum_vacuum_cost_delay = %L', r.own_delay) END AS undo_sql
FROM rates AS r
CROSS JOIN params AS p
WHERE r.dirtied_bytes < p.min_bytes_per_second
