-- id          = "implied-foreign-key"
-- title       = "Foreign key that a wider one implies"
-- severity    = "info"
-- object      = "constraint"
-- confidence  = "medium"
-- reads       = ["columns", "foreign_keys"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} is implied by {{ kept }}, which refers to the same table with more columns"
-- remediation = "Drop it, unless its ON DELETE or ON UPDATE action is the one that you want; {{ kept }} lets in no row that it would refuse."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for foreign keys whose columns are some of those of another validated foreign key of the same table, both
-- referring to the same columns of the same table, where the further columns of the wider key are NOT NULL (or it is
-- MATCH FULL), so that it is checked whenever the narrow one is.
--
-- ## Why it matters
-- Every write of the referencing table checks both, every delete of the referenced one searches twice, and the narrow
-- one forbids nothing that the wide one allows.
--
-- ## How to fix
-- Compare the actions of the two, then drop the narrow one.
--
-- ## False positives
-- A narrow key that exists for its ON DELETE CASCADE, or for a tool that understands keys of one column only.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys". pg-index-health reports every pair of keys that share columns, most of
-- which need both.

WITH keys AS MATERIALIZED (
    SELECT
        f.*,
        ARRAY(SELECT u.a || ' = ' || u.b
              FROM unnest(f.column_names, f.referenced_columns) AS u (a, b) ORDER BY 1) AS pairs
    FROM foreign_keys AS f
    WHERE NOT f.is_temporal
      AND f.table_oid IN (SELECT x.table_oid FROM foreign_keys AS x WHERE cardinality(x.column_names) > 1)
)
SELECT DISTINCT ON (n.constraint_oid)
    n.schema_name,
    n.qualified AS object_name,
    n.constraint_name,
    n.table_name,
    n.table_qualified,
    w.constraint_name AS kept,
    n.on_delete,
    w.on_delete AS kept_on_delete
FROM keys AS n
JOIN keys AS w
  ON w.table_oid = n.table_oid
 AND w.referenced_oid = n.referenced_oid
 AND cardinality(w.pairs) > cardinality(n.pairs)
 AND w.pairs @> n.pairs
 AND w.is_validated
WHERE w.match_type = 'full'
   OR NOT EXISTS (SELECT FROM columns AS c
                  WHERE c.table_oid = w.table_oid AND c.column_name = ANY (w.column_names)
                    AND c.column_name <> ALL (n.column_names) AND NOT c.is_not_null)
ORDER BY n.constraint_oid, w.constraint_name
