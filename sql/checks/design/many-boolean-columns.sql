-- id          = "many-boolean-columns"
-- title       = "Table of many flags"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["columns"]
-- opinionated = true
-- message     = "{{ table_name }} has {{ flag_count }} boolean columns: {{ examples }}"
-- remediation = "Look which flags exclude each other: these are one state. Flags that programs add all the time go to a table of their own, or a jsonb column."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_flags]
-- default = 10
-- about   = "Boolean columns from which a table is reported."
-- ---
-- ## What it does
-- Looks for tables with `min_flags` boolean columns or more. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Eight flags make 256 combinations, of which few mean anything, and nothing refuses the others. Each new one is DDL.
--
-- ## How to fix
-- Replace flags that exclude each other by one status column with a CHECK, or guard them: CHECK (num_nonnulls(...) <=
-- 1), CHECK (NOT (a AND b)).
--
-- ## False positives
-- Permissions, settings and answers of a form, which are independent of each other.
--
-- ## Sources
-- No other tool has the check.

WITH flags AS (
    SELECT c.schema_name, c.table_qualified, c.table_name, count(*) AS flag_count,
           array_agg(c.column_name ORDER BY c.ordinal) AS names
    FROM columns AS c
    WHERE c.base_type = 'boolean'
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
    GROUP BY c.schema_name, c.table_qualified, c.table_name
)
SELECT
    f.schema_name,
    f.table_qualified AS object_name,
    f.table_name,
    f.flag_count,
    array_to_string(f.names[1:3], ', ') || ' ...' AS examples
FROM flags AS f
CROSS JOIN params AS p
WHERE f.flag_count >= p.min_flags
