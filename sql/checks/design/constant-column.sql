-- id          = "constant-column"
-- title       = "Column with one value only"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["column_statistics", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} had the same value in every row that ANALYZE looked at, of about {{ row_estimate | int }}"
-- remediation = "If the value never changes, drop the column or put the value where it belongs, such as a setting."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_rows]
-- default = 10000
-- about   = "Rows from which a table is judged."
-- ---
-- ## What it does
-- Looks for columns of tables of `min_rows` rows or more in which ANALYZE has found one value and no NULL. Partitions
-- and heirs follow their parent; booleans, moments (which a bulk load makes the same), partition keys, generated
-- columns and columns called version, ..._version, tenant or the like are left out.
--
-- ## Why it matters
-- A value that is always the same tells nothing, takes space in each row, and misleads whoever expects another one.
-- An index on it is never worth its upkeep.
--
-- ## How to fix
-- ALTER TABLE ... DROP COLUMN is instant: it hides the column and rewrites nothing.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Columns for what does not happen
-- yet: a second currency, tenant or country.
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
WHERE s.n_distinct = 1 AND s.null_fraction = 0 AND s.row_estimate >= p.min_rows
  AND s.base_type <> 'boolean' AND s.base_type NOT LIKE 'timestamp%'
  AND NOT s.in_partition AND NOT s.is_inherited AND NOT s.is_generated AND NOT s.is_partition_key
  AND lower(s.column_name) !~ '(^|_)(version|lock|tenant|tenant_id|revision|deleted_at|status|state)$'
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s columns of %s tables in schema %I cannot be judged by constant-column: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
GROUP BY u.schema_name
