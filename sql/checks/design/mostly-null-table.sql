-- id          = "mostly-null-table"
-- title       = "Table that is mostly NULL"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["column_statistics", "unread_columns"]
-- message     = "{{ sparse_count }} of {{ column_count }} columns of {{ table_name }} are NULL in at least {{ params.null_percent }} % of its rows: {{ examples }}"
-- remediation = "Look whether the rows are of several kinds: put what belongs to one kind only into a table of its own, or rare properties into one jsonb column."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- [params.min_columns]
-- default = 10
-- about   = "Columns that a table must have to be judged."
-- [params.null_percent]
-- default = 95
-- about   = "Share of NULLs, in percent, from which a column counts as rarely filled."
-- ---
-- ## What it does
-- Looks for tables of `min_rows` rows and `min_columns` columns or more in which at least half of the columns are
-- NULL in `null_percent` percent of the rows or more, by the statistics. Partitions and heirs follow their parent.
--
-- ## Why it matters
-- Such tables often hold several kinds of things, each with columns of its own. Which columns belong together is then
-- known to programs only, and NOT NULL cannot be declared where it holds.
--
-- ## How to fix
-- Split the table by kind: common columns stay, each kind gets a table that shares the key.
--
-- ## False positives
-- Forms and imports of which most fields are optional. NULLs take next to no space.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stats". No other tool has the check.

WITH counted AS (
    SELECT
        s.schema_name, s.table_qualified, s.table_name, max(s.row_estimate) AS row_estimate,
        count(*) AS column_count,
        count(*) FILTER (WHERE s.null_fraction * 100 >= p.null_percent) AS sparse_count,
        (array_agg(s.column_name ORDER BY s.ordinal)
             FILTER (WHERE s.null_fraction * 100 >= p.null_percent))[1:3] AS examples
    FROM column_statistics AS s
    CROSS JOIN params AS p
    WHERE s.row_estimate >= p.min_rows AND NOT s.in_partition
    GROUP BY s.schema_name, s.table_qualified, s.table_name
)
SELECT
    c.schema_name,
    c.table_qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    c.table_name,
    c.column_count,
    c.sparse_count,
    array_to_string(c.examples, ', ') || CASE WHEN c.sparse_count > 3 THEN ' ...' ELSE '' END AS examples
FROM counted AS c
CROSS JOIN params AS p
WHERE c.column_count >= p.min_columns AND c.sparse_count * 2 >= c.column_count
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s columns of %s tables in schema %I cannot be judged by mostly-null-table: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
GROUP BY u.schema_name
