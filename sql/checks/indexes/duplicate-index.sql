-- id          = "duplicate-index"
-- title       = "Index that another index repeats"
-- severity    = "warning"
-- object      = "index"
-- reads       = ["foreign_keys", "indexes"]
-- message     = "{{ index_name }} repeats {{ kept_index }} on {{ table_qualified }}{% if bytes %} and takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Drop it; {{ kept_index }} serves the same queries{% if constraint_name %} and guards the same rule as the constraint {{ constraint_name }}{% endif %}."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- ---
-- ## What it does
-- Looks for indexes of one table that agree in access method, key columns or expressions, operator classes and their
-- options, collations, directions, place of NULLs, included columns and predicate. Of each group it spares the one that
-- something depends on: primary key, target of a foreign key, replica identity, partition of an index, constraint,
-- uniqueness. What is unique is reported only if another index enforces the same, at the same time.
--
-- ## Why it matters
-- Each write maintains both, both take disk and cache, and the planner considers both, while queries use one.
--
-- ## How to fix
-- Drop it with CONCURRENTLY, which waits for running queries but does not stop them. The undo creates it again. An
-- index of a partitioned table cannot be dropped concurrently.
--
-- ## False positives
-- Hints, monitoring or application code that name the index. A copy made on purpose to replace a bloated index is a
-- finding until the old one is gone, as it should be.
--
-- ## Sources
-- PostgreSQL documentation, "pg_index": the fields that decide what an index can serve. Names and definitions as text
-- decide nothing: peers that compare them report differing collations, operator classes and directions as duplicates.

WITH i AS MATERIALIZED (
    SELECT
        x.*,
        ARRAY(SELECT unnest(x.included_columns) ORDER BY 1) AS included,
        EXISTS (SELECT FROM foreign_keys AS f WHERE f.referenced_index_oid = x.index_oid) AS is_referenced
    FROM indexes AS x
    WHERE x.is_usable
), ranked AS (
    SELECT
        i.*,
        64 * i.is_primary::int + 32 * i.is_referenced::int + 16 * i.is_replica_identity::int
        + 8 * i.is_partition::int + 4 * (i.constraint_name IS NOT NULL)::int + 2 * i.is_unique::int
        + i.is_clustered::int AS worth
    FROM i
)
SELECT DISTINCT ON (d.index_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.index_name,
    d.table_name,
    d.table_qualified,
    d.constraint_name,
    r.qualified AS kept_index,
    d.bytes,
    d.drop_sql AS fix_sql,
    d.create_sql AS undo_sql
FROM ranked AS d
JOIN ranked AS r
  ON r.table_oid = d.table_oid
 AND r.key_parts = d.key_parts
 AND r.method = d.method
 AND r.index_oid <> d.index_oid
 AND r.included = d.included
 AND r.predicate IS NOT DISTINCT FROM d.predicate
 AND (NOT d.is_unique
      OR (r.is_unique AND r.is_immediate = d.is_immediate AND r.nulls_not_distinct = d.nulls_not_distinct))
 AND (r.worth > d.worth OR (r.worth = d.worth AND r.index_name < d.index_name))
WHERE NOT (d.is_primary OR d.is_exclusion OR d.is_replica_identity OR d.is_partition OR d.is_referenced)
ORDER BY d.index_oid, r.worth DESC, r.index_name
