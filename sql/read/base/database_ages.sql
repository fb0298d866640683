-- id = "database_ages"
-- ---
-- How old the oldest transaction and multixact id are that each database may still hold in a row: the one that is
-- oldest decides when the whole server stops assigning ids. Template databases count too.
SELECT
    d.datname::text AS database_name,
    format('%I', d.datname) AS qualified,
    d.datname = current_database() AS is_current,
    d.datallowconn AS allows_connections,
    age(d.datfrozenxid)::bigint AS transaction_age,
    mxid_age(d.datminmxid)::bigint AS multixact_age,
    current_setting('autovacuum_freeze_max_age')::bigint AS freeze_max_age,
    current_setting('autovacuum_multixact_freeze_max_age')::bigint AS multixact_freeze_max_age
FROM pg_catalog.pg_database AS d
-- DROP DATABASE that was interrupted leaves -2: nothing reads it any more.
WHERE d.datconnlimit <> -2
