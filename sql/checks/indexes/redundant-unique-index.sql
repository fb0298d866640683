-- id          = "redundant-unique-index"
-- title       = "Unique index that a narrower one implies"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["foreign_keys", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} adds nothing to the rule of {{ kept_index }}, which is unique on fewer columns"
-- remediation = "Drop it, or create it without UNIQUE if queries need its columns. Look for ON CONFLICT clauses that name them first."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for unique indexes and constraints all of whose rows another unique index keeps apart by some of the columns.
-- The narrower one must be valid, not deferrable and not partial (or have the same predicate); operator classes and
-- collations must agree. Targets of foreign keys, replica identities and primary keys are left out.
--
-- ## Why it matters
-- UNIQUE (a) makes UNIQUE (a, b) true by itself. The wide one costs a second tree and a second check on every write.
--
-- ## How to fix
-- See remediation.
--
-- ## False positives
-- Composite keys that exist as the target of a foreign key to come, and wide indexes for index-only scans.
--
-- ## Sources
-- PostgreSQL documentation, "Unique Indexes". database_consistency has a check of this kind for Rails models.

WITH i AS MATERIALIZED (
    SELECT x.*
    FROM indexes AS x
    WHERE x.is_unique AND x.is_usable AND x.method = 'btree' AND NOT x.is_partition
)
SELECT DISTINCT ON (w.index_oid)
    w.schema_name,
    w.qualified AS object_name,
    w.index_name,
    w.table_name,
    w.table_qualified,
    w.constraint_name,
    n.qualified AS kept_index,
    w.bytes
FROM i AS w
JOIN i AS n
  ON n.table_oid = w.table_oid
 AND n.index_oid <> w.index_oid
 AND cardinality(n.key_parts) < cardinality(w.key_parts)
 AND n.key_texts <@ w.key_texts
 AND n.is_immediate
 AND (NOT n.is_partial OR n.predicate = w.predicate)
 AND (n.nulls_not_distinct OR NOT w.nulls_not_distinct)
WHERE NOT (w.is_primary OR w.is_replica_identity)
  AND NOT EXISTS (SELECT FROM foreign_keys AS f WHERE f.referenced_index_oid = w.index_oid)
  -- Each key of the narrow one stands in the wide one with the same class and collation, whatever its direction.
  AND NOT EXISTS (SELECT
                  FROM unnest(n.key_texts, n.key_classes, n.key_collations) AS a (text, class, collation_oid)
                  WHERE NOT EXISTS (SELECT
                                    FROM unnest(w.key_texts, w.key_classes, w.key_collations) AS b (text, class, collation_oid)
                                    WHERE b.text = a.text AND b.class = a.class AND b.collation_oid = a.collation_oid))
ORDER BY w.index_oid, cardinality(n.key_parts), n.index_name
