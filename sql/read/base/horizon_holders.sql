-- id = "horizon_holders"
-- ---
-- Who keeps VACUUM in this database from removing rows that died since: transactions by their oldest snapshot,
-- prepared transactions, replication slots and standbys by what they ask for. `catalog_age` concerns the system
-- catalogs alone. VACUUM itself, parallel workers of the caller and the caller hold nothing back. What a session does
-- is hidden (`state` NULL) from roles without pg_read_all_stats; that it holds something is not.
SELECT
    CASE
        WHEN a.backend_type = 'walsender' THEN 'standby'
        WHEN a.state LIKE 'idle in transaction%' THEN 'idle transaction'
        ELSE 'transaction'
    END AS cause,
    COALESCE(NULLIF(a.application_name, ''), a.backend_type, 'unknown') AS holder_name,
    a.usename::text AS role_name,
    a.pid,
    a.state,
    GREATEST(age(a.backend_xmin), age(a.backend_xid))::bigint AS transaction_age,
    NULL::bigint AS catalog_age,
    CASE WHEN a.backend_type <> 'walsender' THEN a.xact_start END AS since,
    true AS is_active
FROM pg_catalog.pg_stat_activity AS a
WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL)
  AND (a.datname = current_database() OR a.datname IS NULL OR a.backend_type = 'walsender')
  AND a.pid <> pg_backend_pid()
  AND a.leader_pid IS DISTINCT FROM pg_backend_pid()
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_vacuum AS p WHERE p.pid = a.pid)
UNION ALL
SELECT
    'prepared transaction', x.gid, x.owner::text, NULL, NULL, age(x.transaction)::bigint, NULL, x.prepared, true
FROM pg_catalog.pg_prepared_xacts AS x
WHERE x.database = current_database()
UNION ALL
SELECT
    'replication slot', s.slot_name::text, NULL, s.active_pid, s.slot_type || CASE WHEN s.active THEN '' ELSE ', inactive' END,
    age(s.xmin)::bigint, age(s.catalog_xmin)::bigint, NULL, s.active
FROM pg_catalog.pg_replication_slots AS s
WHERE (s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL)
  -- A slot that was invalidated holds nothing back any more.
  AND s.wal_status IS DISTINCT FROM 'lost'
