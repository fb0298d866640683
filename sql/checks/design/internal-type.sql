-- id          = "internal-type"
-- title       = "Column of a type made for system catalogs"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_dependents", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, a type that PostgreSQL keeps for its own catalogs"
-- remediation = "Use {% if base_type == 'name' %}text, as name cuts values at 63 bytes without a word{% elif base_type == 'oid' %}bigint for a number{% else %}text, or boolean or a check constraint over few codes{% endif %}."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of the types `name`, `"char"`, `xid`, `cid` and `tid`, a domain over them or an array of them.
-- Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- `name` cuts what is longer than 63 bytes silently. `"char"` keeps the first byte only, silently too, and is easily
-- taken for char(1). Transaction and row ids change their meaning with every VACUUM, dump or restore.
--
-- ## How to fix
-- Change the column to text; the table is rewritten under an exclusive lock.
--
-- ## False positives
-- Tables that copy rows of system catalogs, such as those of monitoring.
--
-- ## Sources
-- PostgreSQL documentation, "Character Types: Special Character Types": not intended for general use.

WITH found AS (
    SELECT
        c.*,
        c.base_type NOT IN ('name', '"char"') OR c.is_domain OR c.is_partition_key OR c.is_generated
        OR EXISTS (SELECT FROM column_dependents AS d
                   WHERE d.table_oid = c.table_oid AND d.ordinal = c.ordinal) AS is_stuck
    FROM columns AS c
    WHERE rtrim(c.base_type, '[]') IN ('name', '"char"', 'xid', 'xid8', 'cid', 'tid')
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
)
SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.column_name,
    f.type_name,
    f.base_type,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE text', f.table_qualified, f.quoted_name)
    END AS fix_sql,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE %s', f.table_qualified, f.quoted_name, f.type_name)
    END AS undo_sql
FROM found AS f
