-- id          = "nullable-without-nulls"
-- title       = "Columns that could be NOT NULL"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["column_statistics", "unread_columns"]
-- opinionated = true
-- message     = "{{ column_count }} columns of {{ table_name }} allow NULL, but ANALYZE found none in about {{ row_estimate | int }} rows: {{ examples }}"
-- remediation = "Declare NOT NULL those that must be known."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 10000
-- about   = "Rows from which a table is judged."
-- ---
-- ## What it does
-- Looks for tables of `min_rows` rows or more with columns that may be NULL and of which the statistics know no NULL.
-- One finding a table. Partitions and heirs follow their parent.
--
-- ## Why it matters
-- What is never NULL is often meant to be so, and the next program will not know. Declared, it also spares checks in
-- programs, and lets the planner turn outer joins and NOT IN into better plans.
--
-- ## How to fix
-- ADD CONSTRAINT ... CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, SET NOT NULL, and drop the check: no
-- step keeps writers out for long.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stats". database_consistency compares with the validations of the application
-- instead.

WITH full_columns AS (
    SELECT
        s.schema_name, s.table_qualified, s.table_name, max(s.row_estimate) AS row_estimate, count(*) AS column_count,
        (array_agg(s.column_name ORDER BY s.ordinal))[1:5] AS examples
    FROM column_statistics AS s
    CROSS JOIN params AS p
    WHERE s.row_estimate >= p.min_rows AND s.null_fraction = 0 AND NOT s.is_not_null
      AND NOT s.in_partition AND NOT s.is_inherited AND NOT s.is_generated
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
    c.row_estimate,
    c.column_count,
    array_to_string(c.examples, ', ') || CASE WHEN c.column_count > 5 THEN ' ...' ELSE '' END AS examples
FROM full_columns AS c
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s columns of %s tables in schema %I cannot be judged by nullable-without-nulls: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
GROUP BY u.schema_name
