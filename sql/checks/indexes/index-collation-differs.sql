-- id          = "index-collation-differs"
-- title       = "Index sorted otherwise than its column"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["columns", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} sorts {{ column_name }} by another collation than the column: only queries that say COLLATE can use it"
-- remediation = "Create it with the collation of the column, or use text_pattern_ops if it is for LIKE 'x%'."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for indexes with a column whose collation is not the column's own. The collation C is left out, which serves
-- LIKE with a fixed beginning.
--
-- ## Why it matters
-- col = 'x' and ORDER BY col use the collation of the column; an index with another one cannot answer them.
--
-- ## How to fix
-- Create the right index CONCURRENTLY, then drop this one.
--
-- ## False positives
-- Queries with an explicit COLLATE, such as lists sorted for another language.
--
-- ## Sources
-- PostgreSQL documentation, "Indexes and Collations".

SELECT DISTINCT ON (i.index_oid)
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    c.column_name
FROM indexes AS i
CROSS JOIN LATERAL unnest(i.key_columns, i.key_collations, i.key_texts) AS k (name, collation_oid, text)
JOIN columns AS c ON c.table_oid = i.table_oid AND c.column_name = k.name
WHERE NOT i.is_plain
  AND NOT i.is_partition
  AND k.collation_oid <> c.collation_oid
  AND k.collation_oid <> 0
  AND k.collation_oid NOT IN ('pg_catalog."C"'::regcollation, 'pg_catalog."POSIX"'::regcollation)
ORDER BY i.index_oid, c.ordinal
