-- id          = "redundant-prefix-index"
-- title       = "Index that a wider index makes superfluous"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} begins as {{ kept_index }} does, which can stand in for it{% if bytes %}; it takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Drop it if {{ kept_index }} is not much wider: a query that used it reads the wider index instead."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for b-tree indexes whose key is the beginning of the key of another valid b-tree index of the same table, with
-- the same expressions, operator classes, collations, directions and predicate, and whose included columns the other
-- has too. An index that is unique, backs a constraint, is the replica identity or a partition of an index is spared.
--
-- ## Why it matters
-- A b-tree on (a, b) answers every question that one on (a) does. The narrow one costs a write for each row and takes
-- cache from the wide one.
--
-- ## How to fix
-- Drop it with CONCURRENTLY and watch the queries on its columns; the undo creates it again.
--
-- ## False positives
-- The wide index is many times larger and the narrow one serves very frequent scans, or b-tree deduplication keeps the
-- narrow one tiny; then keep it and suppress the finding. An index on (a DESC) could serve as (a) does, scanned
-- backwards, but is not reported.
--
-- ## Sources
-- PostgreSQL documentation, "Multicolumn Indexes": any subset of leading columns can be used.

WITH i AS MATERIALIZED (
    SELECT x.* FROM indexes AS x WHERE x.is_usable AND x.method = 'btree'
)
SELECT DISTINCT ON (n.index_oid)
    n.schema_name,
    n.qualified AS object_name,
    n.index_name,
    n.table_name,
    n.table_qualified,
    w.qualified AS kept_index,
    n.bytes,
    w.bytes AS kept_bytes,
    n.drop_sql AS fix_sql,
    n.create_sql AS undo_sql
FROM i AS n
JOIN i AS w
  ON w.table_oid = n.table_oid
 AND w.key_parts[1] = n.key_parts[1]
 AND w.index_oid <> n.index_oid
 AND w.key_parts[1:cardinality(n.key_parts)] = n.key_parts
 AND w.predicate IS NOT DISTINCT FROM n.predicate
 AND n.included_columns <@ (w.key_columns || w.included_columns)
 -- Equal keys are redundant here only if the other index includes more; else they are duplicates.
 AND (cardinality(w.key_parts) > cardinality(n.key_parts) OR NOT w.included_columns <@ n.included_columns)
WHERE NOT (n.is_unique OR n.is_exclusion OR n.is_replica_identity OR n.is_partition)
  AND n.constraint_name IS NULL
ORDER BY n.index_oid, cardinality(w.key_parts) DESC, cardinality(w.included_columns) DESC, w.index_name
