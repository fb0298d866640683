-- id = "table_activity"
-- reads = ["tables"]
-- ---
-- What the counters say of each table since they were last reset (`statistics_age`). Partitioned and foreign tables have
-- none of their own. Scan times exist from PostgreSQL 16 on, updates that went to another page too. Each counter is asked
-- for by itself, since the view would gather all of all tables.
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
    pg_stat_get_numscans(t.table_oid) AS sequential_scans,
    pg_stat_get_tuples_returned(t.table_oid) AS sequential_rows,
    COALESCE((SELECT sum(pg_stat_get_numscans(i.indexrelid))::bigint
              FROM pg_catalog.pg_index AS i WHERE i.indrelid = t.table_oid), 0) AS index_scans,
    COALESCE((SELECT sum(pg_stat_get_tuples_fetched(i.indexrelid))::bigint
              FROM pg_catalog.pg_index AS i WHERE i.indrelid = t.table_oid), 0)
    + pg_stat_get_tuples_fetched(t.table_oid) AS index_rows,
    pg_stat_get_tuples_inserted(t.table_oid) AS inserted,
    pg_stat_get_tuples_updated(t.table_oid) AS updated,
    pg_stat_get_tuples_hot_updated(t.table_oid) AS hot_updated,
    (SELECT n_tup_newpage_upd FROM pg_catalog.pg_stat_all_tables AS x WHERE x.relid = t.table_oid) AS new_page_updated,
    pg_stat_get_tuples_deleted(t.table_oid) AS deleted,
    pg_stat_get_live_tuples(t.table_oid) AS live_rows,
    pg_stat_get_dead_tuples(t.table_oid) AS dead_rows,
    pg_stat_get_mod_since_analyze(t.table_oid) AS changed_since_analyze,
    pg_stat_get_ins_since_vacuum(t.table_oid) AS inserted_since_vacuum,
    GREATEST(pg_stat_get_last_vacuum_time(t.table_oid), pg_stat_get_last_autovacuum_time(t.table_oid)) AS last_vacuum,
    GREATEST(pg_stat_get_last_analyze_time(t.table_oid), pg_stat_get_last_autoanalyze_time(t.table_oid)) AS last_analyze,
    pg_stat_get_vacuum_count(t.table_oid) + pg_stat_get_autovacuum_count(t.table_oid) AS vacuums,
    pg_stat_get_autovacuum_count(t.table_oid) AS autovacuums,
    pg_stat_get_analyze_count(t.table_oid) + pg_stat_get_autoanalyze_count(t.table_oid) AS analyzes,
    (SELECT last_seq_scan FROM pg_catalog.pg_stat_all_tables AS x WHERE x.relid = t.table_oid) AS last_sequential_scan,
    (SELECT last_idx_scan FROM pg_catalog.pg_stat_all_tables AS x WHERE x.relid = t.table_oid) AS last_index_scan
FROM tables AS t
-- What the view lacks in older majors: there the name, which has no other, means that of `absent`.
CROSS JOIN (SELECT NULL::bigint AS n_tup_newpage_upd, NULL::timestamptz AS last_seq_scan, NULL::timestamptz AS last_idx_scan)
    AS absent
WHERE t.kind = 'table'
