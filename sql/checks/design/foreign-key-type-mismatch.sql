-- id          = "foreign-key-type-mismatch"
-- title       = "Foreign key between columns of different types"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["columns", "foreign_keys"]
-- message     = "{{ table_name }}.{{ constraint_name }}: {{ column_name }} is {{ type_name }}, but {{ referenced_column }} of {{ referenced_table }} is {{ referenced_type }}{% if is_narrow %}, whose larger values it cannot hold{% endif %}"
-- remediation = "Give both columns the same type.{% if fix_sql %} The change rewrites {{ table_name }} under an exclusive lock: on a large table add a column of the right type, fill it in batches and swap.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["correctness", "performance"]
-- ---
-- ## What it does
-- Compares the types of each foreign key's columns with those they refer to. A domain counts as the type below it; text
-- and varchar count as one type, whatever the length; modifiers such as numeric(10,2) are not compared. A key whose
-- column is the wider of two integer types is `info`.
--
-- ## Why it matters
-- A narrower column fails the day that the referenced key outgrows it. Different types need another operator or a cast
-- in each check and join, which may keep an index from being used, and values that look alike may not be equal.
--
-- ## How to fix
-- Change the referencing column to the type of the key. Changing the type rewrites the table and its indexes.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys" and "ALTER TABLE". pglinter joins constraints by name alone and
-- pg-index-health compares domains and lengths: both report correct keys.

WITH pairs AS (
    SELECT
        f.*,
        c.column_name,
        c.quoted_name,
        c.type_name,
        c.base_type,
        r.column_name AS referenced_column,
        r.type_name AS referenced_type,
        r.base_type AS referenced_base,
        c.is_domain OR c.is_partition_key OR c.in_partition OR c.is_inherited OR c.is_generated AS is_fixed,
        array_position('{smallint,integer,bigint}', c.base_type) AS size,
        array_position('{smallint,integer,bigint}', r.base_type) AS referenced_size,
        row_number() OVER (PARTITION BY f.constraint_oid ORDER BY u.place) AS turn
    FROM foreign_keys AS f
    CROSS JOIN LATERAL unnest(f.column_names, f.referenced_columns) WITH ORDINALITY AS u (name, referenced_name, place)
    JOIN columns AS c ON c.table_oid = f.table_oid AND c.column_name = u.name
    JOIN columns AS r ON r.table_oid = f.referenced_oid AND r.column_name = u.referenced_name
    WHERE c.base_type <> r.base_type
      AND NOT (c.base_type IN ('text', 'character varying') AND r.base_type IN ('text', 'character varying'))
)
SELECT
    p.schema_name,
    p.qualified AS object_name,
    p.table_name,
    p.table_qualified,
    p.constraint_name,
    p.column_name,
    p.type_name,
    p.referenced_qualified AS referenced_table,
    p.referenced_column,
    p.referenced_type,
    p.size < p.referenced_size IS TRUE AS is_narrow,
    CASE WHEN p.size > p.referenced_size THEN 'info' END AS severity,
    CASE WHEN p.size < p.referenced_size AND NOT p.is_fixed
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE %s', p.table_qualified, p.quoted_name, p.referenced_base)
    END AS fix_sql,
    CASE WHEN p.size < p.referenced_size AND NOT p.is_fixed
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE %s', p.table_qualified, p.quoted_name, p.type_name)
    END AS undo_sql
FROM pairs AS p
WHERE p.turn = 1
