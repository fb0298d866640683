-- id          = "foreign-key-cycle"
-- title       = "Tables that refer to each other in a circle"
-- severity    = "info"
-- object      = "table"
-- identity    = ["cycle"]
-- reads       = ["columns", "foreign_keys"]
-- message     = "Foreign keys lead in a circle: {{ cycle }}{% if is_blocked %}; all of them are NOT NULL and checked at once, so that no first row can be inserted{% endif %}"
-- remediation = "{% if is_blocked %}Make one of the keys DEFERRABLE, or let one of its columns be NULL.{% else %}See whether one of the keys is derived from the others, such as \"the latest order of the customer\"; if so, a query can find it.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["design"]
-- [params.max_tables]
-- default = 3
-- about   = "Longer circles are not looked for."
-- ---
-- ## What it does
-- Looks for circles of two or more tables (up to `max_tables`) that foreign keys form. A table that refers to itself is
-- no circle here. If every key of the circle is NOT NULL and not deferrable, the finding is a `warning`.
--
-- ## Why it matters
-- Rows of such tables cannot be inserted, deleted, restored or truncated table by table. Without a key that may be NULL
-- or deferred, none can be inserted at all, except by one statement that writes all tables.
--
-- ## How to fix
-- Drop the key that only repeats what a query can tell, or make it deferrable.
--
-- ## False positives
-- "Main address of the customer" beside "customer of the address", with a column that may be NULL, is common and works.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", DEFERRABLE; pg_dump warns of circular foreign keys when it dumps data only.

WITH open AS MATERIALIZED (
    -- Keys with a column that may be NULL: a row can come first and refer later.
    SELECT DISTINCT f.constraint_oid
    FROM foreign_keys AS f
    CROSS JOIN LATERAL unnest(f.column_names) AS u (name)
    JOIN columns AS c ON c.table_oid = f.table_oid AND c.column_name = u.name AND NOT c.is_not_null
), edges AS MATERIALIZED (
    SELECT
        f.table_qualified AS source,
        f.referenced_qualified AS target,
        bool_or(NOT f.is_deferrable AND o.constraint_oid IS NULL) AS is_hard,
        min(f.schema_name) AS schema_name
    FROM foreign_keys AS f
    LEFT JOIN open AS o ON o.constraint_oid = f.constraint_oid
    WHERE f.table_oid <> f.referenced_oid
    GROUP BY f.table_qualified, f.referenced_qualified
), once AS MATERIALIZED (
    -- Most tables only refer or are only referred to; three rounds take away what cannot be part of a circle.
    SELECT e.* FROM edges AS e
    WHERE e.source IN (SELECT x.target FROM edges AS x) AND e.target IN (SELECT x.source FROM edges AS x)
), twice AS MATERIALIZED (
    SELECT e.* FROM once AS e
    WHERE e.source IN (SELECT x.target FROM once AS x) AND e.target IN (SELECT x.source FROM once AS x)
), kept AS MATERIALIZED (
    SELECT e.* FROM twice AS e
    WHERE e.source IN (SELECT x.target FROM twice AS x) AND e.target IN (SELECT x.source FROM twice AS x)
), paths AS (
    -- Each circle is walked from the first of its tables by name only.
    WITH RECURSIVE walk AS (
        SELECT k.schema_name, k.source AS first, k.target AS last, ARRAY[k.source] AS tables, k.is_hard
        FROM kept AS k
        WHERE k.target > k.source
        UNION ALL
        SELECT w.schema_name, w.first, k.target, w.tables || k.source, w.is_hard AND k.is_hard
        FROM walk AS w
        JOIN kept AS k ON k.source = w.last
        CROSS JOIN params AS p
        WHERE w.last <> w.first
          AND cardinality(w.tables) < p.max_tables
          AND k.target >= w.first
          AND k.target <> ALL (w.tables[2:])
    )
    SELECT * FROM walk WHERE walk.last = walk.first
)
SELECT
    p.schema_name,
    p.first AS object_name,
    array_to_string(p.tables || p.first, ' -> ') AS cycle,
    p.is_hard AS is_blocked,
    CASE WHEN p.is_hard THEN 'warning' END AS severity
FROM paths AS p
