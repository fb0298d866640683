-- id          = "same-structure-tables"
-- title       = "Tables with the same columns"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["columns", "tables"]
-- message     = "{{ table_count }} tables of schema {{ schema_name }} have the same {{ column_count }} columns: {{ examples }}"
-- remediation = "If they hold the same kind of thing, put them into one table with a column for what tells them apart."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_tables]
-- default = 3
-- about   = "Tables with the same columns from which they are reported."
-- [params.min_columns]
-- default = 4
-- about   = "Columns that they must share, not counting id and audit columns."
-- ---
-- ## What it does
-- Looks for `min_tables` tables or more in a schema that have the same columns, names and types alike, `min_columns`
-- or more besides id and audit columns. Partitions, heirs and parents are left out, as are copies (..._history,
-- ..._audit, ..._log, ..._archive, ..._staging) and tables split by period, which has a check of its own.
--
-- ## Why it matters
-- A question over all of them needs a UNION, a rule must be declared on each, and a new column forgotten in one
-- breaks the rest. Where the name of the table is a value (orders_de, orders_fr) the next value is DDL.
--
-- ## How to fix
-- CREATE TABLE with one column more, INSERT ... SELECT from each, and views of the old names.
--
-- ## False positives
-- Lists of code and name, which look alike and mean different things.
--
-- ## Sources
-- No other tool has the check.

WITH shapes AS (
    -- A sum of hashes does not depend on the order, so nothing need be sorted.
    SELECT
        c.table_oid,
        count(*) AS column_count,
        sum(hashtextextended(c.column_name || ' ' || c.base_type_oid, 0)) AS signature
    FROM columns AS c
    WHERE NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
      AND c.column_name NOT IN ('id', 'created_at', 'updated_at', 'deleted_at', 'created_by', 'updated_by', 'version')
    GROUP BY c.table_oid
), groups AS (
    SELECT t.schema_name, s.signature, s.column_count, count(*) AS table_count,
           array_agg(t.table_name ORDER BY t.table_name) AS names,
           min(t.qualified) AS qualified
    FROM shapes AS s
    JOIN tables AS t ON t.table_oid = s.table_oid
    CROSS JOIN params AS p
    WHERE s.column_count >= p.min_columns
      AND t.kind <> 'foreign table' AND NOT t.is_typed AND (t.is_partitioned OR NOT t.has_children)
      AND t.table_name !~ ('_(history|hist|audit|log|logs|archive|archived|staging|stg|old|bak|backup|copy|tmp|deleted)$'
                           || '|[0-9]$')
    GROUP BY t.schema_name, s.signature, s.column_count
)
SELECT
    g.schema_name,
    g.qualified AS object_name,
    g.table_count,
    g.column_count,
    array_to_string(g.names[1:4], ', ') || CASE WHEN g.table_count > 4 THEN ' ...' ELSE '' END AS examples
FROM groups AS g
CROSS JOIN params AS p
WHERE g.table_count >= p.min_tables
