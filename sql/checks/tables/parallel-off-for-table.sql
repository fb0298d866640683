-- id          = "parallel-off-for-table"
-- title       = "Table that is never read in parallel"
-- severity    = "info"
-- object      = "table"
-- reads       = ["storage_options"]
-- message     = "{{ qualified }} ({{ bytes | bytes }}) is never read by several processes at once (parallel_workers = 0)"
-- remediation = "Remove the parameter, unless parallel plans with this table were worse."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_bytes]
-- default = 8388608
-- about   = "Smaller tables are not reported; PostgreSQL reads nothing smaller in parallel (min_parallel_table_scan_size)."
-- ---
-- ## What it does
-- Looks for tables with the storage parameter parallel_workers set to 0.
--
-- ## Why it matters
-- Sequential scans of it use one processor, and so does all that the plan does with its rows.
--
-- ## How to fix
-- RESET takes a lock that waits for other DDL on the table, and blocks no query.
--
-- ## False positives
-- A table for which somebody turned parallel plans off with good reason.
--
-- ## Sources
-- PostgreSQL documentation, "Storage Parameters" and "min_parallel_table_scan_size".

SELECT
    o.schema_name,
    o.qualified AS object_name,
    o.qualified,
    o.bytes,
    o.reset_sql AS fix_sql,
    o.set_sql AS undo_sql
FROM storage_options AS o
CROSS JOIN params AS p
WHERE o.option_name = 'parallel_workers' AND o.option_value = '0' AND o.bytes >= p.min_bytes
