-- id = "database_volume"
-- ---
-- How large this database is by what VACUUM and ANALYZE last noted of its relations, catalogs and TOAST included, one
-- row: the size of each file would be the better answer, and takes a look at each file.
SELECT
    format('%I', current_database()) AS qualified,
    sum(c.relpages::bigint) * current_setting('block_size')::bigint AS bytes,
    count(*) FILTER (WHERE c.relkind IN ('r', 'p', 'f', 'm')) AS tables,
    count(*) FILTER (WHERE c.relkind IN ('i', 'I')) AS indexes,
    count(*) AS relations,
    (max(c.relpages::bigint) FILTER (WHERE c.relkind IN ('r', 'm')))
        * current_setting('block_size')::bigint AS largest_table_bytes
FROM pg_catalog.pg_class AS c
