-- id          = "char-column"
-- title       = "Column of a type that pads with blanks"
-- severity    = "info"
-- object      = "column"
-- reads       = ["column_dependents", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}: shorter values are padded with blanks"
-- remediation = "Change it to text, or varchar where a limit is wanted{% if is_stuck %}; what depends on the column has to be changed with it{% else %}. The change rewrites the table under an exclusive lock{% endif %}."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `character(n)`, or a domain over it, with a length of two or more. A single character has
-- nothing to pad, and the two or three letters of a country, currency or language are always filled: these are left
-- out. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Values are stored padded to the full length, and the blanks come and go: they do not count in a comparison with
-- another `character`, do count for LIKE and regular expressions, and vanish in a cast to text. The type is neither
-- faster nor smaller than text.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE text, with a CHECK on the length where the length is a rule. Comparisons with padded
-- constants of the application then have to lose their blanks.
--
-- ## False positives
-- Other codes of one fixed length that the application always fills: there the type does no harm.
--
-- ## Sources
-- PostgreSQL documentation, "Character Types"; PostgreSQL wiki, "Don't Do This: Don't use char(n)". pg-index-health
-- and Squawk report every char(n).

WITH found AS (
    SELECT
        c.*,
        c.is_domain OR c.is_partition_key OR c.is_generated
        OR EXISTS (SELECT FROM column_dependents AS d
                   WHERE d.table_oid = c.table_oid AND d.ordinal = c.ordinal) AS is_stuck
    FROM columns AS c
    WHERE c.base_type = 'character' AND c.max_length > 1
      AND NOT (c.max_length <= 3 AND lower(c.column_name) ~ 'country|currency|language|lang$|locale|(^|_)iso')
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
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE text', f.table_qualified, f.quoted_name)
    END AS fix_sql,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE %s', f.table_qualified, f.quoted_name, f.type_name)
    END AS undo_sql
FROM found AS f
