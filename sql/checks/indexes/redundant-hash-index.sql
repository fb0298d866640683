-- id          = "redundant-hash-index"
-- title       = "Hash index on what a b-tree begins with"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} is a hash index on ({{ key }}), with which {{ kept_index }} begins{% if bytes %}; it takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Drop it: the b-tree finds equal values as well, and everything else a hash index cannot."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for hash indexes on a column or expression with which a valid b-tree index of the table begins, with the same
-- collation and predicate.
--
-- ## Why it matters
-- A hash index serves equality only. Next to a b-tree it rarely saves more than a page read, and each write maintains
-- both.
--
-- ## How to fix
-- Drop it with CONCURRENTLY; the undo creates it again.
--
-- ## False positives
-- Long values that are looked up very often, for which the hash index is much smaller and was measured to be faster.
--
-- ## Sources
-- PostgreSQL documentation, "Hash Indexes".

SELECT DISTINCT ON (d.index_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.index_name,
    d.table_name,
    d.table_qualified,
    d.key_texts[1] AS key,
    k.qualified AS kept_index,
    d.bytes,
    d.drop_sql AS fix_sql,
    d.create_sql AS undo_sql
FROM indexes AS d
JOIN indexes AS k
  ON k.table_oid = d.table_oid
 AND k.method = 'btree'
 AND k.is_usable
 AND k.key_texts[1] = d.key_texts[1]
 AND k.key_collations[1] = d.key_collations[1]
 AND k.predicate IS NOT DISTINCT FROM d.predicate
WHERE d.method = 'hash'
  AND d.is_usable
  AND NOT (d.is_exclusion OR d.is_partition)
  AND d.constraint_name IS NULL
ORDER BY d.index_oid, cardinality(k.key_texts), k.index_name
