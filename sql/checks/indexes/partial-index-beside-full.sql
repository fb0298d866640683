-- id          = "partial-index-beside-full"
-- title       = "Partial index whose key a full index has too"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} repeats the key of {{ kept_index }} for the rows WHERE {{ predicate }}{% if share_percent is not none %}; it is {{ share_percent }} % as large{% endif %}"
-- remediation = "Keep it if it is much smaller and hot queries use it; else the full index serves them."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_share_percent]
-- default = 25
-- about   = "A partial index below this share of the full one, in percent, is not reported."
-- ---
-- ## What it does
-- Looks for partial b-tree indexes, not unique, beside a full one with the same key columns, operator classes,
-- collations, directions and at least the same included columns. Where both sizes are known, small partial indexes are
-- left out.
--
-- ## Why it matters
-- Rows that fulfil the predicate are kept in both. Every query that can use the partial index can use the full one.
--
-- ## How to fix
-- Drop it with CONCURRENTLY and watch the queries that name the predicate.
--
-- ## False positives
-- The predicate's columns are not in the full index, so that the full one reads many rows in vain.
--
-- ## Sources
-- PostgreSQL documentation, "Partial Indexes".

WITH i AS MATERIALIZED (
    SELECT x.* FROM indexes AS x WHERE x.is_usable AND x.method = 'btree'
)
SELECT DISTINCT ON (d.index_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.index_name,
    d.table_name,
    d.table_qualified,
    k.qualified AS kept_index,
    d.predicate,
    d.bytes,
    CASE WHEN k.pages > 1 THEN round(100.0 * d.pages / k.pages) END AS share_percent
FROM i AS d
JOIN i AS k
  ON k.table_oid = d.table_oid
 AND k.index_oid <> d.index_oid
 AND NOT k.is_partial
 AND k.key_parts = d.key_parts
 AND k.included_columns @> d.included_columns
CROSS JOIN params AS p
WHERE d.is_partial
  AND NOT (d.is_unique OR d.is_exclusion OR d.is_partition OR d.is_clustered)
  AND (k.pages <= 1 OR 100 * d.pages >= p.min_share_percent * k.pages)
ORDER BY d.index_oid, k.is_unique DESC, k.index_name
