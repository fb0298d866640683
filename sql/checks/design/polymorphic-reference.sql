-- id          = "polymorphic-reference"
-- title       = "Reference to one of several tables"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns", "reference_columns", "tables"]
-- message     = "{{ table_name }}.{{ column_name }} refers to the table that {{ type_column }} names, which no foreign key can guard"
-- remediation = "Use one nullable foreign key a table with a CHECK that just one is set (num_nonnulls(...) = 1), or a table that all of the targets share."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for pairs of columns of which one is a text or enum called ..._type and the other is called ..._id with the
-- same beginning, where neither is part of a foreign key, unless a table has the beginning as its name. Partitions,
-- heirs and foreign tables are left out.
--
-- ## Why it matters
-- A row can refer to what does not exist, and a deleted target leaves its rows behind. Each join needs the type as a
-- constant, and a renamed class makes old rows unreachable.
--
-- ## How to fix
-- Add a column and a foreign key for each target, fill them from the pair, and drop the pair.
--
-- ## False positives
-- Logs and audit trails, which must outlive what they speak of.
--
-- ## Sources
-- No other tool has the check. Rails and Django build such references by convention.

WITH named AS (
    SELECT c.*,
           substring(c.column_name FROM '^(.+?)(?:_type|Type)$') AS type_of,
           substring(c.column_name FROM '^(.+?)(?:_id|Id)$') AS id_of
    FROM columns AS c
    WHERE (right(c.column_name, 5) = '_type' OR right(c.column_name, 3) = '_id'
           OR right(c.column_name, 4) = 'Type' OR right(c.column_name, 2) = 'Id')
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    y.column_name AS type_column
FROM named AS c
JOIN named AS y ON y.table_oid = c.table_oid AND y.type_of = c.id_of
WHERE (y.base_type IN ('text', 'character varying', 'character') OR y.type_kind = 'enum')
  AND NOT EXISTS (SELECT FROM reference_columns AS r
                  WHERE r.table_oid = c.table_oid AND r.ordinal IN (c.ordinal, y.ordinal))
  AND NOT EXISTS (SELECT FROM tables AS t
                  WHERE t.schema_name = c.schema_name AND lower(t.table_name) IN (lower(c.id_of), lower(c.id_of) || 's'))
