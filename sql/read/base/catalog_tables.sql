-- id = "catalog_tables"
-- ---
-- The tables of the system catalog, large objects among them, with size and dead rows. Sizes are those that the last
-- VACUUM noted.
SELECT
    n.nspname::text AS schema_name,
    c.relname::text AS table_name,
    format('%I.%I', n.nspname, c.relname) AS qualified,
    NULLIF(c.reltuples, -1)::float8 AS row_estimate,
    c.relpages::bigint AS pages,
    c.relpages * current_setting('block_size')::bigint AS bytes,
    pg_stat_get_live_tuples(c.oid) AS live_rows,
    pg_stat_get_dead_tuples(c.oid) AS dead_rows,
    GREATEST(pg_stat_get_last_vacuum_time(c.oid), pg_stat_get_last_autovacuum_time(c.oid)) AS last_vacuum
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'pg_catalog' AND c.relkind = 'r'
