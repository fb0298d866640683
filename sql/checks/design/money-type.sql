-- id          = "money-type"
-- title       = "Column of type money"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["column_dependents", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}: what it means depends on lc_monetary"
-- remediation = "Change it to numeric with the currency in a column of its own{% if is_stuck %}; what depends on the column has to be changed with it{% else %}. The change rewrites the table under an exclusive lock{% endif %}."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `money`, a domain over it or an array of it. Partitions, heirs and foreign tables are
-- left out.
--
-- ## Why it matters
-- The number of decimals and the currency sign come from the setting lc_monetary. A dump that is restored under
-- another one shows other amounts. The type stores no currency, and a division cuts off what is smaller than a cent.
--
-- ## How to fix
-- Change it to numeric, with as many decimals as the currency needs. The values stay.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Monetary Types"; PostgreSQL wiki, "Don't Do This: Don't use money". pg-index-health
-- reports the type.

WITH found AS (
    SELECT
        c.*,
        c.base_type <> 'money' OR c.is_domain OR c.is_partition_key OR c.is_generated
        OR EXISTS (SELECT FROM column_dependents AS d
                   WHERE d.table_oid = c.table_oid AND d.ordinal = c.ordinal) AS is_stuck
    FROM columns AS c
    WHERE c.base_type IN ('money', 'money[]')
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
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE numeric USING %2$s::numeric', f.table_qualified, f.quoted_name)
    END AS fix_sql,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s::money', f.table_qualified, f.quoted_name, f.type_name)
    END AS undo_sql
FROM found AS f
