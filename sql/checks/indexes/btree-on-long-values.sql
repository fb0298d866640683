-- id          = "btree-on-long-values"
-- title       = "B-tree index on long texts"
-- severity    = "warning"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["column_statistics", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }}: values of {{ column_name }} take {{ width }} bytes on average; an entry beyond a third of a page makes the insert fail"
-- remediation = "Index a digest, such as md5({{ quoted_name }}), or use a hash index, if queries compare whole values; use full-text or trigram search if they look into them."
-- since       = "0.1.0"
-- tags        = ["availability", "performance"]
-- [params.min_width]
-- default = 400
-- about   = "Average width in bytes, as stored, from which an index is reported."
-- ---
-- ## What it does
-- Looks for b-tree indexes whose keys are text, varchar, bytea or jsonb columns of which values take at least
-- `min_width` bytes on average, compressed or not.
--
-- ## Why it matters
-- A b-tree entry may take 2704 bytes at most: a longer value cannot be inserted ("index row size exceeds btree
-- maximum"), and that shows with the first long value only. The index is nearly as large as the table.
--
-- ## How to fix
-- See remediation; queries must then compare the digest too.
--
-- ## False positives
-- A check constraint or varchar(n) limits the length.
--
-- ## Sources
-- PostgreSQL documentation, "B-Tree Indexes"; BTMaxItemSize in nbtree.h.

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.avg_width, s.base_type
    FROM column_statistics AS s
)
SELECT DISTINCT ON (i.index_oid)
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    s.column_name,
    format('%I', s.column_name) AS quoted_name,
    s.avg_width AS width
FROM indexes AS i
CROSS JOIN LATERAL unnest(i.key_columns) AS k (name)
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = k.name
CROSS JOIN params AS p
WHERE i.method = 'btree'
  AND NOT i.is_partition
  AND s.base_type IN ('text', 'character varying', 'bytea', 'jsonb')
  AND s.avg_width >= p.min_width
ORDER BY i.index_oid, s.avg_width DESC
