-- id          = "mirrored-index"
-- title       = "Index that another one is, read backwards"
-- severity    = "warning"
-- object      = "index"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} is {{ kept_index }} in the other direction{% if bytes %}; it takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Drop it: a b-tree is read backwards as well as forwards."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for b-tree indexes whose key columns all have the opposite direction, and NULLs on the opposite side, of
-- another index of the same table with the same columns, operator classes, collations, included columns and predicate.
-- (a) and (a DESC) are such a pair; (a, b) and (a, b DESC) are not.
--
-- ## Why it matters
-- Each write maintains both, and there is no ORDER BY that one of them serves and the other does not.
--
-- ## How to fix
-- Drop it with CONCURRENTLY; the undo creates it again.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Indexes and ORDER BY". Peers either take every difference in direction for a duplicate or
-- none.

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
    k.qualified AS kept_index,
    d.bytes,
    d.drop_sql AS fix_sql,
    d.create_sql AS undo_sql
FROM i AS d
JOIN i AS k
  ON k.table_oid = d.table_oid
 AND k.index_oid <> d.index_oid
 AND k.key_texts = d.key_texts
 AND k.key_classes = d.key_classes
 AND k.key_collations = d.key_collations
 AND k.key_options = d.mirrored
 AND k.included = d.included
 AND k.predicate IS NOT DISTINCT FROM d.predicate
WHERE NOT (d.is_unique OR d.is_exclusion OR d.is_replica_identity OR d.is_partition OR d.is_clustered)
  AND d.constraint_name IS NULL
  -- Of the two the one stays that is unique, or else the one in plain order.
  AND (k.is_unique OR d.key_options > k.key_options)
ORDER BY d.index_oid, k.is_unique DESC, k.index_name
