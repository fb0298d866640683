-- id = "table_activity"
-- reads = ["tables"]
-- ---
-- What the counters say of each table since they were last reset (`statistics_age`). Partitioned and foreign tables have
-- none of their own. Scan times exist from PostgreSQL 16 on, updates that went to another page too.
SELECT
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified,
    t.row_estimate,
    t.pages,
    t.bytes,
    t.is_partition,
    t.is_unlogged,
    a.seq_scan AS sequential_scans,
    a.seq_tup_read AS sequential_rows,
    COALESCE(a.idx_scan, 0) AS index_scans,
    COALESCE(a.idx_tup_fetch, 0) AS index_rows,
    a.n_tup_ins AS inserted,
    a.n_tup_upd AS updated,
    a.n_tup_hot_upd AS hot_updated,
    (to_jsonb(a) ->> 'n_tup_newpage_upd')::bigint AS new_page_updated,
    a.n_tup_del AS deleted,
    a.n_live_tup AS live_rows,
    a.n_dead_tup AS dead_rows,
    a.n_mod_since_analyze AS changed_since_analyze,
    a.n_ins_since_vacuum AS inserted_since_vacuum,
    GREATEST(a.last_vacuum, a.last_autovacuum) AS last_vacuum,
    GREATEST(a.last_analyze, a.last_autoanalyze) AS last_analyze,
    a.vacuum_count + a.autovacuum_count AS vacuums,
    a.autovacuum_count AS autovacuums,
    a.analyze_count + a.autoanalyze_count AS analyzes,
    (to_jsonb(a) ->> 'last_seq_scan')::timestamptz AS last_sequential_scan,
    (to_jsonb(a) ->> 'last_idx_scan')::timestamptz AS last_index_scan
FROM tables AS t
JOIN pg_catalog.pg_stat_all_tables AS a ON a.relid = t.table_oid
WHERE t.kind = 'table'
