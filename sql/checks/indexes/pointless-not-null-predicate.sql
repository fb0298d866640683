-- id          = "pointless-not-null-predicate"
-- title       = "Partial index that leaves no row out"
-- severity    = "info"
-- object      = "index"
-- reads       = ["columns", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} has WHERE {{ predicate }}, but the {{ 'column is' if columns == 1 else 'columns are' }} NOT NULL: no row is left out"
-- remediation = "Create it without the predicate, CONCURRENTLY, then drop this one: only queries that prove the predicate can use a partial index."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for partial indexes whose predicate only says that columns are not NULL, all of which are declared NOT NULL.
--
-- ## Why it matters
-- The index holds every row, yet a join or an ORDER BY that does not compare the column cannot use it, a unique one
-- cannot be the target of a foreign key, and ON CONFLICT has to repeat the predicate.
--
-- ## How to fix
-- See remediation.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Partial Indexes". pg-index-health looks for the same by text.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    i.predicate,
    cardinality(i.not_null_columns) AS columns
FROM indexes AS i
WHERE i.not_null_columns <> '{}'
  AND NOT i.is_partition
  AND NOT EXISTS (SELECT FROM columns AS c
                  WHERE c.table_oid = i.table_oid AND c.quoted_name = ANY (i.not_null_columns) AND NOT c.is_not_null)
