-- id = "temporary_tables"
-- ---
-- Temporary tables of all sessions of this database. `is_orphan`: the session that made it is gone; NULL before
-- PostgreSQL 16, which does not tell the numbers of sessions.
SELECT
    n.nspname::text AS schema_name,
    c.relname::text AS table_name,
    format('%I.%I', n.nspname, c.relname) AS qualified,
    r.rolname::text AS owner_name,
    c.relpages * current_setting('block_size')::bigint AS bytes,
    age(c.relfrozenxid)::bigint AS transaction_age,
    mxid_age(c.relminmxid)::bigint AS multixact_age,
    current_setting('autovacuum_freeze_max_age')::bigint AS freeze_max_age,
    CASE WHEN current_setting('server_version_num')::integer >= 160000
         THEN NOT EXISTS (SELECT FROM pg_stat_get_backend_idset() AS b (number)
                          WHERE n.nspname = 'pg_temp_' || b.number)
    END AS is_orphan
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = c.relowner
WHERE c.relpersistence = 't' AND c.relkind = 'r' AND n.oid <> pg_my_temp_schema()
