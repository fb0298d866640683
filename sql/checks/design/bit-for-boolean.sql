-- id          = "bit-for-boolean"
-- title       = "One bit where a boolean is meant"
-- severity    = "info"
-- object      = "column"
-- reads       = ["column_defaults", "column_dependents", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}: a boolean says the same, and can be used as a condition"
-- remediation = "Change it to boolean{% if is_stuck %}; what depends on the column has to be changed with it{% else %}. The change rewrites the table under an exclusive lock{% endif %}."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `bit(1)`. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- A bit string takes 6 bytes or more with its header where a boolean takes one, cannot stand as a condition, and
-- drivers hand it out as text.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE boolean USING column = B'1'. A default has to be dropped before, and set again after.
--
-- ## False positives
-- None known. The type often comes with a schema translated from another database.
--
-- ## Sources
-- PostgreSQL documentation, "Bit String Types" and "Boolean Type".

WITH found AS (
    SELECT
        c.*,
        EXISTS (SELECT FROM column_defaults AS f WHERE f.table_oid = c.table_oid AND f.ordinal = c.ordinal)
        OR c.is_domain OR c.is_partition_key OR c.is_generated
        OR EXISTS (SELECT FROM column_dependents AS d
                   WHERE d.table_oid = c.table_oid AND d.ordinal = c.ordinal) AS is_stuck
    FROM columns AS c
    WHERE c.type_name = 'bit(1)'
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
)
SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.column_name,
    f.type_name,
    f.is_stuck,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE boolean USING %2$s = B''1''', f.table_qualified, f.quoted_name)
    END AS fix_sql,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE bit(1) USING %2$s::integer::bit(1)', f.table_qualified, f.quoted_name)
    END AS undo_sql
FROM found AS f
