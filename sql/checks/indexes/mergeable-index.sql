-- id          = "mergeable-index"
-- title       = "Indexes that one index with INCLUDE could replace"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} and {{ other_index }} on {{ table_qualified }} have the same key and differ in INCLUDE only"
-- remediation = "{% if other_is_unique %}Let the unique index include ({{ merged }}): CREATE UNIQUE INDEX CONCURRENTLY, exchange the constraint if there is one, then drop this index.{% else %}Create one index that includes ({{ merged }}) and drop both.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for pairs of b-tree indexes of one table with the same key, operator classes, collations, directions and
-- predicate that include different columns, neither all of the other's, or of which the one with fewer is unique and
-- therefore has to stay. What is plainly superfluous is reported by redundant-prefix-index.
--
-- ## Why it matters
-- Two trees with the same key are maintained where one with a few more columns would do.
--
-- ## How to fix
-- See remediation; create the new index before the old ones go.
--
-- ## False positives
-- A wide included column that would slow down the hot lookups of the narrow index.
--
-- ## Sources
-- PostgreSQL documentation, "Index-Only Scans and Covering Indexes".

WITH i AS MATERIALIZED (
    SELECT x.* FROM indexes AS x WHERE x.is_usable AND x.method = 'btree' AND NOT x.is_partition
)
SELECT DISTINCT ON (d.index_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.index_name,
    d.table_name,
    d.table_qualified,
    k.index_name AS other_index,
    k.is_unique AS other_is_unique,
    (SELECT string_agg(DISTINCT quote_ident(c), ', ') FROM unnest(d.included_columns || k.included_columns) AS c) AS merged
FROM i AS d
JOIN i AS k
  ON k.table_oid = d.table_oid
 AND k.index_oid <> d.index_oid
 AND k.key_parts = d.key_parts
 AND k.predicate IS NOT DISTINCT FROM d.predicate
 AND NOT k.included_columns @> d.included_columns
WHERE NOT d.is_unique
  AND CASE WHEN k.is_unique THEN true
           -- Of two that could be merged, one is reported.
           ELSE NOT d.included_columns @> k.included_columns AND d.index_name > k.index_name END
ORDER BY d.index_oid, k.is_unique DESC, k.index_name
