-- id          = "index-differs-in-order"
-- title       = "Indexes that differ in the order of one column or of NULLs only"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} differs from {{ other_index }} only in directions or the place of NULLs"
-- remediation = "Keep both only if queries sort by both orders; to look up rows one is enough."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for pairs of b-tree indexes of one table with the same columns, operator classes, collations, included columns
-- and predicate that differ in ASC, DESC, NULLS FIRST or NULLS LAST, and are not each other's mirror image. Unique ones
-- are not reported.
--
-- ## Why it matters
-- They find the same rows. They differ only for an ORDER BY with LIMIT, or for a merge join, in that very order; few
-- tables need both.
--
-- ## How to fix
-- Look for the ORDER BY that the index was made for, in the code or in pg_stat_statements. Drop it if there is none.
--
-- ## False positives
-- Paging through a list in two mixed orders.
--
-- ## Sources
-- PostgreSQL documentation, "Indexes and ORDER BY".

WITH i AS MATERIALIZED (
    SELECT
        x.*,
        ARRAY(SELECT unnest(x.included_columns) ORDER BY 1) AS included,
        ARRAY(SELECT 3 - o FROM unnest(x.key_options) WITH ORDINALITY AS u (o, place) ORDER BY u.place) AS mirrored
    FROM indexes AS x
    WHERE x.is_usable AND x.method = 'btree'
)
SELECT DISTINCT ON (d.index_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.index_name,
    d.table_name,
    d.table_qualified,
    k.qualified AS other_index,
    d.bytes
FROM i AS d
JOIN i AS k
  ON k.table_oid = d.table_oid
 AND k.index_oid <> d.index_oid
 AND k.key_texts = d.key_texts
 AND k.key_classes = d.key_classes
 AND k.key_collations = d.key_collations
 AND k.key_options <> d.key_options
 AND k.key_options <> d.mirrored
 AND k.included = d.included
 AND k.predicate IS NOT DISTINCT FROM d.predicate
WHERE NOT (d.is_unique OR d.is_exclusion OR d.is_partition)
  AND d.constraint_name IS NULL
  AND (k.is_unique OR d.key_options > k.key_options)
ORDER BY d.index_oid, k.is_unique DESC, k.index_name
