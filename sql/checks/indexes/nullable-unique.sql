-- id          = "nullable-unique"
-- title       = "Composite unique key that NULL switches off"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["columns", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} lets the same values in again and again where {{ nullable_columns }} {{ 'is' if nullable_count == 1 else 'are' }} NULL"
-- remediation = "Declare the columns NOT NULL, or (from PostgreSQL 15 on) create the key with NULLS NOT DISTINCT, or add a partial unique index for the rows with NULL."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for unique indexes and constraints of two or more columns, of which some may be NULL, without NULLS NOT
-- DISTINCT. Partial indexes and keys of one column are left out: many rows without an e-mail address are meant. So are
-- keys beside which a partial unique index speaks of the rows with NULL.
--
-- ## Why it matters
-- NULL differs from NULL: ('Berlin', NULL) can be stored any number of times under UNIQUE (city, district).
--
-- ## How to fix
-- Look for duplicates first: each of the ways refuses them. Build a new index CONCURRENTLY, then exchange.
--
-- ## False positives
-- Rows with NULL are meant to repeat.
--
-- ## Sources
-- PostgreSQL documentation, "Unique Constraints", NULLS NOT DISTINCT. SchemaCrawler reports every nullable column in a
-- unique index.

WITH keys AS (
    SELECT i.*, n.nullable_columns, n.nullable_count
    FROM indexes AS i
    CROSS JOIN LATERAL (
        SELECT string_agg(c.quoted_name, ', ' ORDER BY c.ordinal) AS nullable_columns, count(*) AS nullable_count
        FROM columns AS c
        WHERE c.table_oid = i.table_oid AND c.column_name = ANY (i.key_columns) AND NOT c.is_not_null
    ) AS n
    WHERE i.is_unique
      AND NOT (i.is_primary OR i.is_partial OR i.nulls_not_distinct OR i.is_partition)
      AND i.is_usable
      AND cardinality(i.key_columns) > 1
)
SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.index_name,
    k.table_name,
    k.table_qualified,
    k.nullable_columns,
    k.nullable_count
FROM keys AS k
WHERE k.nullable_count > 0
  AND NOT EXISTS (SELECT FROM indexes AS x
                  WHERE x.table_oid = k.table_oid AND x.is_unique AND x.is_partial AND x.predicate ~ ' IS NULL')
