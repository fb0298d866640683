-- id          = "btree-on-container"
-- title       = "B-tree index on an array, document or text vector"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["columns", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} is a b-tree on {{ column_name }} ({{ type_name }}): it finds equal values only, not what they contain"
-- remediation = "Create a GIN index on {{ column_name }} if queries look for elements, keys or words; then drop this one."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for b-tree indexes, not unique and backing no constraint, that begin with a column of type array, jsonb,
-- tsvector, tsquery or hstore.
--
-- ## Why it matters
-- Operators such as @>, &&, ? and @@ cannot use a b-tree; it serves comparisons of whole values, which few queries
-- make. Long values may even be too long for an index entry, so that inserts fail.
--
-- ## How to fix
-- CREATE INDEX CONCURRENTLY ... USING gin; for jsonb with @> only, the operator class jsonb_path_ops is smaller.
--
-- ## False positives
-- Whole arrays that are compared or grouped by, such as paths of a tree.
--
-- ## Sources
-- PostgreSQL documentation, "GIN Indexes", "jsonb Indexing". pg-index-health reports b-trees on arrays.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    c.column_name,
    c.type_name,
    i.bytes
FROM indexes AS i
JOIN columns AS c ON c.table_oid = i.table_oid AND c.column_name = i.key_columns[1]
WHERE i.method = 'btree'
  AND NOT (i.is_unique OR i.is_partition)
  AND i.constraint_name IS NULL
  AND (c.base_type ~ '\[\]$' OR c.base_type IN ('jsonb', 'tsvector', 'tsquery') OR c.base_type ~ '(^|\.)hstore$')
