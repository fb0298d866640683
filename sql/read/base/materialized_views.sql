-- id = "materialized_views"
-- reads = ["schemas", "extension_members"]
-- ---
-- Materialised views. `changed`: rows that REFRESH wrote since the counters were last reset. `has_unique_index`: one that
-- REFRESH ... CONCURRENTLY accepts, that is valid, on columns alone and without a predicate.
SELECT
    c.oid AS view_oid,
    s.schema_name,
    c.relname::text AS view_name,
    format('%I.%I', s.schema_name, c.relname) AS qualified,
    c.relispopulated AS is_populated,
    NULLIF(c.reltuples, -1)::float8 AS row_estimate,
    c.relpages * current_setting('block_size')::bigint AS bytes,
    pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_tuples_deleted(c.oid) AS changed,
    pg_stat_get_numscans(c.oid) AS sequential_scans,
    EXISTS (SELECT FROM pg_catalog.pg_index AS i
            WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
              AND i.indpred IS NULL AND i.indexprs IS NULL) AS has_unique_index
FROM pg_catalog.pg_class AS c
JOIN schemas AS s ON s.schema_oid = c.relnamespace
WHERE c.relkind = 'm'
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
