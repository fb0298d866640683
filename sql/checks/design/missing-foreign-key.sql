-- id          = "missing-foreign-key"
-- title       = "Column that is named like a foreign key, but is none"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["columns", "foreign_keys", "indexes", "partition_ancestors", "tables"]
-- message     = "{{ table_qualified }}.{{ column_name }} looks like a reference to {{ referenced_table }}, but no foreign key says so"
-- remediation = "Add the foreign key, NOT VALID first; then look for rows without a parent and validate it. If the name misleads, rename the column."
-- since       = "0.1.0"
-- tags        = ["correctness", "design"]
-- [params.suffixes]
-- default = ["_id"]
-- about   = "Endings of names, below which the name of the table is looked for."
-- ---
-- ## What it does
-- Looks for columns named after a table of the same schema, in the singular or plural, with one of the endings
-- `suffixes`, where the table has a primary key of one column of the same type and the column is in no foreign key.
-- Left out: a table's reference to itself, columns beside one named ..._type (a reference to one of several tables),
-- columns of partitions and heirs, and tables that share their primary key.
--
-- ## Why it matters
-- Nothing keeps rows from referring to what is gone. The planner lacks what a key tells of joins, and diagrams lack the
-- line.
--
-- ## How to fix
-- ADD CONSTRAINT ... NOT VALID takes a short lock on both tables; VALIDATE CONSTRAINT then lets others read and write.
--
-- ## False positives
-- Numbers of another system, logs that outlive what they speak of, and shards whose parent is elsewhere.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys". Ruby's extras, SchemaSpy and tbls guess relations by name too, without
-- looking at types.

WITH parents AS MATERIALIZED (
    SELECT t.schema_name, t.table_oid, t.table_name, t.qualified, i.key_columns[1] AS key_column, c.base_type
    FROM tables AS t
    JOIN indexes AS i ON i.table_oid = t.table_oid AND i.is_primary AND cardinality(i.key_columns) = 1
    JOIN columns AS c ON c.table_oid = t.table_oid AND c.column_name = i.key_columns[1]
    WHERE NOT t.is_partition
), bases AS MATERIALIZED (
    SELECT c.*, t.is_partitioned, left(c.column_name, -length(s.suffix)) AS base
    FROM columns AS c
    JOIN tables AS t ON t.table_oid = c.table_oid
    CROSS JOIN params AS p
    CROSS JOIN LATERAL unnest(p.suffixes) AS s (suffix)
    WHERE right(c.column_name, length(s.suffix)) = s.suffix
      AND length(c.column_name) > length(s.suffix)
      AND NOT (t.is_foreign OR c.in_partition OR c.is_inherited)
), names AS MATERIALIZED (
    SELECT b.*, lower(n.name) AS wanted
    FROM bases AS b
    CROSS JOIN LATERAL (
        VALUES (b.base), (b.base || 's'), (b.base || 'es'), (regexp_replace(b.base, 'y$', 'ies'))
    ) AS n (name)
), matches AS (
    SELECT DISTINCT n.table_oid, n.ordinal, p.table_oid AS parent_oid
    FROM names AS n
    JOIN parents AS p ON p.schema_name = n.schema_name AND lower(p.table_name) = n.wanted AND p.base_type = n.base_type
    WHERE p.table_oid <> n.table_oid
), single AS (
    SELECT m.table_oid, m.ordinal, min(m.parent_oid) AS parent_oid
    FROM matches AS m
    GROUP BY m.table_oid, m.ordinal
    HAVING count(*) = 1
)
SELECT
    b.schema_name,
    b.qualified AS object_name,
    b.table_name,
    b.table_qualified,
    b.column_name,
    p.qualified AS referenced_table,
    CASE WHEN NOT b.is_partitioned
         THEN format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%s) REFERENCES %s (%I) NOT VALID', b.table_qualified,
                     k.constraint_name, b.quoted_name, p.qualified, p.key_column) END AS fix_sql,
    CASE WHEN NOT b.is_partitioned
         THEN format('ALTER TABLE %s DROP CONSTRAINT %I', b.table_qualified, k.constraint_name) END AS undo_sql
FROM single AS s
JOIN bases AS b ON b.table_oid = s.table_oid AND b.ordinal = s.ordinal
JOIN parents AS p ON p.table_oid = s.parent_oid
CROSS JOIN LATERAL (
    -- An identifier has 63 bytes; the digest keeps shortened names apart.
    SELECT CASE WHEN octet_length(b.table_name || b.column_name) > 57
                THEN left('fk_' || b.table_name, 20) || '_' || left(md5(b.qualified), 8)
                ELSE 'fk_' || b.table_name || '_' || b.column_name END AS constraint_name
) AS k
WHERE NOT EXISTS (SELECT FROM foreign_keys AS f WHERE f.table_oid = b.table_oid AND b.column_name = ANY (f.column_names))
  -- Partitions may have it each for itself.
  AND NOT (b.is_partitioned
           AND EXISTS (SELECT
                       FROM partition_ancestors AS a
                       JOIN foreign_keys AS f ON f.table_oid = a.descendant_oid
                       WHERE a.ancestor_oid = b.table_oid AND b.column_name = ANY (f.column_names)))
  AND NOT EXISTS (SELECT FROM columns AS y WHERE y.table_oid = b.table_oid AND y.column_name = b.base || '_type')
  AND NOT EXISTS (SELECT FROM indexes AS i
                  WHERE i.table_oid = b.table_oid AND i.is_primary AND i.key_columns = ARRAY[b.column_name])
