-- id          = "always-null-column"
-- title       = "Column that is always NULL"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_statistics", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} was NULL in every row that ANALYZE looked at, of about {{ row_estimate | int }}"
-- remediation = "Find out whether any program still writes it; if none does, drop it."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- ---
-- ## What it does
-- Looks for columns of tables of `min_rows` rows or more in which ANALYZE has found no value. Partitions and heirs
-- follow their parent.
--
-- ## Why it matters
-- Whoever reads the schema believes that there is something to know. Programs read and show a value that never comes,
-- or a bug keeps it from being stored.
--
-- ## How to fix
-- ALTER TABLE ... DROP COLUMN is instant: it hides the column and rewrites nothing.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Columns for rare cases, or for a
-- feature that is not yet in use.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stats". No other tool has the check.

SELECT
    s.schema_name,
    s.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    s.table_name,
    s.column_name,
    s.type_name,
    s.row_estimate
FROM column_statistics AS s
CROSS JOIN params AS p
WHERE s.null_fraction = 1 AND s.row_estimate >= p.min_rows
  AND NOT s.in_partition AND NOT s.is_inherited AND NOT s.is_generated
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s columns of %s tables in schema %I cannot be judged by always-null-column: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
GROUP BY u.schema_name
