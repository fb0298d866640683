-- id          = "key-missing-on-heir"
-- title       = "Heir without the keys of its parent"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["constraints", "heirs"]
-- message     = "{{ table_qualified }} inherits from {{ parent }}, but not its {{ missing }}"
-- remediation = "Declare the keys on the heir too; remember that they hold for each table alone."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for tables that inherit (INHERITS) from a parent with a primary key, unique constraints or foreign keys and
-- have no such constraint on the same columns. Check and NOT NULL constraints are inherited, these are not. Partitions
-- are not meant.
--
-- ## Why it matters
-- Rows may come into the heir that break what the parent promises, and lookups by the key scan it, as there is no index
-- either.
--
-- ## How to fix
-- Add each constraint to the heir: a primary key or unique one builds an index under an exclusive lock.
--
-- ## False positives
-- Archives that nobody writes to, and heirs that are told apart by another column.
--
-- ## Sources
-- PostgreSQL documentation, "Inheritance", Caveats.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.table_name,
    i.qualified AS table_qualified,
    i.parent_qualified AS parent,
    string_agg(format('%s (%s)', k.kind, array_to_string(k.column_names, ', ')), ', ' ORDER BY k.constraint_name) AS missing
FROM heirs AS i
JOIN constraints AS k ON k.table_oid = i.parent_oid AND k.kind IN ('primary key', 'unique', 'foreign key')
WHERE NOT i.is_foreign
  AND NOT EXISTS (SELECT FROM constraints AS o
                  WHERE o.table_oid = i.table_oid
                    AND o.column_names @> k.column_names AND o.column_names <@ k.column_names
                    AND (o.kind = k.kind OR (k.kind = 'unique' AND o.kind = 'primary key')
                         OR (k.kind = 'primary key' AND o.kind = 'unique')))
GROUP BY i.table_oid, i.schema_name, i.qualified, i.table_name, i.parent_qualified
