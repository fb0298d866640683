-- id          = "redundant-column-subset-index"
-- title       = "GIN or BRIN index whose columns another one has too"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} covers only columns that {{ kept_index }} covers too{% if bytes %}; it takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Drop it: with {{ method }} every column of an index can be searched alone, whatever its place."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for GIN and BRIN indexes all of whose columns and expressions another valid index of the same method has, with
-- the same operator classes, collations, storage options and predicate.
--
-- ## Why it matters
-- In a GIN or BRIN index no column leads: a condition on any one of them is served. The smaller index adds nothing but
-- its maintenance.
--
-- ## How to fix
-- Drop it with CONCURRENTLY; the undo creates it again.
--
-- ## False positives
-- A GIN index kept apart because the other is changed far more often.
--
-- ## Sources
-- PostgreSQL documentation, "Multicolumn Indexes": GIN and BRIN indexes are equally effective whatever columns are
-- used.

WITH i AS MATERIALIZED (
    SELECT
        x.*,
        ARRAY(SELECT format('%s %s %s', u.a, u.b, u.c)
              FROM unnest(x.key_texts, x.key_classes, x.key_collations) AS u (a, b, c) ORDER BY 1) AS parts
    FROM indexes AS x
    WHERE x.is_usable AND x.method IN ('gin', 'brin')
)
SELECT DISTINCT ON (d.index_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.index_name,
    d.table_name,
    d.table_qualified,
    d.method,
    k.qualified AS kept_index,
    d.bytes,
    d.drop_sql AS fix_sql,
    d.create_sql AS undo_sql
FROM i AS d
JOIN i AS k
  ON k.table_oid = d.table_oid
 AND k.index_oid <> d.index_oid
 AND k.method = d.method
 AND k.storage_options = d.storage_options
 AND k.predicate IS NOT DISTINCT FROM d.predicate
 AND k.parts @> d.parts
 -- Equal sets in the same order are duplicates; in another order the first by name stays.
 AND k.key_parts <> d.key_parts
 AND (cardinality(k.parts) > cardinality(d.parts) OR k.index_name < d.index_name)
WHERE NOT (d.is_exclusion OR d.is_partition)
ORDER BY d.index_oid, cardinality(k.parts) DESC, k.index_name
