-- id = "vacuum_thresholds"
-- reads = ["schemas", "extension_members"]
-- ---
-- Tables, materialised views and their TOAST tables (under the table's name) with what autovacuum compares: counters,
-- and the thresholds that follow from settings and storage parameters, as relation_needs_vacanalyze() of autovacuum.c
-- computes them. A TOAST table without a storage parameter of its own takes those of its table; with any, none.
-- `insert_threshold` is NULL where inserts alone never start a VACUUM, `analyze_threshold` for TOAST tables.
-- `options` are the storage parameters that apply, NULL if there are none; `is_active`: autovacuum works at all.
WITH server AS MATERIALIZED (
    -- Once for all rows, which current_setting() in each row would not be.
    SELECT
        current_setting('autovacuum')::boolean AND current_setting('track_counts')::boolean AS is_active,
        current_setting('block_size')::bigint AS block_size,
        current_setting('autovacuum_vacuum_threshold')::float8 AS vacuum_base,
        current_setting('autovacuum_vacuum_scale_factor')::float8 AS vacuum_scale,
        COALESCE(current_setting('autovacuum_vacuum_max_threshold', true)::float8, -1) AS vacuum_max,
        current_setting('autovacuum_vacuum_insert_threshold')::float8 AS insert_base,
        current_setting('autovacuum_vacuum_insert_scale_factor')::float8 AS insert_scale,
        current_setting('autovacuum_analyze_threshold')::float8 AS analyze_base,
        current_setting('autovacuum_analyze_scale_factor')::float8 AS analyze_scale,
        current_setting('autovacuum_freeze_max_age')::bigint AS freeze_max_age,
        current_setting('autovacuum_multixact_freeze_max_age')::bigint AS multixact_freeze_max_age
), relations AS (
    SELECT
        -- Without the column, that is before PostgreSQL 18, the name means that of `absent`.
        c.oid AS relation_oid, c.oid AS table_oid, s.schema_name, c.relname::text AS table_name,
        CASE c.relkind WHEN 'r' THEN 'table' ELSE 'materialized view' END AS kind,
        c.relispartition AS is_partition, c.relpersistence = 'u' AS is_unlogged,
        c.reltuples, c.relpages, c.relallvisible, c.relallfrozen, c.relfrozenxid, c.relminmxid,
        c.reloptions AS own_options, c.reloptions AS used_options
    FROM (SELECT NULL::integer AS relallfrozen) AS absent
    CROSS JOIN LATERAL (SELECT oid, relname, relnamespace, relkind, relispartition, relpersistence, reltuples, relpages,
                               relallvisible, relallfrozen, relfrozenxid, relminmxid, reloptions
                        FROM pg_catalog.pg_class) AS c
    JOIN schemas AS s ON s.schema_oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm')
      AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT FROM extension_members AS e
                      WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
    UNION ALL
    SELECT
        t.oid, c.oid, s.schema_name, c.relname::text, 'TOAST table', c.relispartition, c.relpersistence = 'u',
        t.reltuples, t.relpages, t.relallvisible, t.relallfrozen, t.relfrozenxid, t.relminmxid,
        t.reloptions, COALESCE(t.reloptions, c.reloptions)
    FROM (SELECT NULL::integer AS relallfrozen) AS absent
    CROSS JOIN LATERAL (SELECT oid, relkind, reltuples, relpages, relallvisible, relallfrozen, relfrozenxid, relminmxid,
                               reloptions
                        FROM pg_catalog.pg_class) AS t
    JOIN pg_catalog.pg_class AS c ON c.reltoastrelid = t.oid
    JOIN schemas AS s ON s.schema_oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm')
      AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT FROM extension_members AS e
                      WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
), parsed AS (
    SELECT
        r.*,
        CASE WHEN r.used_options IS NOT NULL
             THEN (SELECT jsonb_object_agg(o.option_name, o.option_value) FROM pg_options_to_table(r.used_options) AS o)
        END AS options
    FROM relations AS r
), chosen AS (
    SELECT
        p.*, v.*,
        GREATEST(p.reltuples, 0)::float8 AS tuples,
        COALESCE((p.options ->> 'autovacuum_vacuum_threshold')::float8, v.vacuum_base) AS used_vacuum_base,
        COALESCE((p.options ->> 'autovacuum_vacuum_scale_factor')::float8, v.vacuum_scale) AS used_vacuum_scale,
        COALESCE((p.options ->> 'autovacuum_vacuum_max_threshold')::float8, v.vacuum_max) AS used_vacuum_max,
        COALESCE((p.options ->> 'autovacuum_vacuum_insert_threshold')::float8, v.insert_base) AS used_insert_base,
        COALESCE((p.options ->> 'autovacuum_vacuum_insert_scale_factor')::float8, v.insert_scale) AS used_insert_scale,
        COALESCE((p.options ->> 'autovacuum_analyze_threshold')::float8, v.analyze_base) AS used_analyze_base,
        COALESCE((p.options ->> 'autovacuum_analyze_scale_factor')::float8, v.analyze_scale) AS used_analyze_scale
    FROM parsed AS p
    CROSS JOIN server AS v
)
SELECT
    c.relation_oid,
    c.table_oid,
    c.schema_name,
    c.table_name,
    format('%I.%I', c.schema_name, c.table_name) AS qualified,
    c.kind,
    c.kind = 'TOAST table' AS is_toast,
    c.is_partition,
    c.is_unlogged,
    c.options,
    c.own_options IS NOT NULL AS has_own_options,
    c.is_active,
    COALESCE((c.options ->> 'autovacuum_enabled')::boolean, true) AS is_enabled,
    NULLIF(c.reltuples, -1)::float8 AS row_estimate,
    c.relpages::bigint AS pages,
    c.relpages * c.block_size AS bytes,
    c.relallvisible::bigint AS all_visible_pages,
    pg_stat_get_live_tuples(c.relation_oid) AS live_rows,
    pg_stat_get_dead_tuples(c.relation_oid) AS dead_rows,
    pg_stat_get_ins_since_vacuum(c.relation_oid) AS inserted_since_vacuum,
    pg_stat_get_mod_since_analyze(c.relation_oid) AS changed_since_analyze,
    GREATEST(pg_stat_get_last_vacuum_time(c.relation_oid), pg_stat_get_last_autovacuum_time(c.relation_oid)) AS last_vacuum,
    GREATEST(pg_stat_get_last_analyze_time(c.relation_oid), pg_stat_get_last_autoanalyze_time(c.relation_oid)) AS last_analyze,
    c.used_vacuum_scale AS vacuum_scale_factor,
    c.used_insert_scale AS insert_scale_factor,
    c.used_analyze_scale AS analyze_scale_factor,
    CASE WHEN c.used_vacuum_max >= 0 THEN LEAST(c.used_vacuum_max, c.used_vacuum_base + c.used_vacuum_scale * c.tuples)
         ELSE c.used_vacuum_base + c.used_vacuum_scale * c.tuples END AS vacuum_threshold,
    CASE WHEN c.used_insert_base >= 0
         THEN c.used_insert_base + c.used_insert_scale * c.tuples
              -- From PostgreSQL 18 on, only the part that is not frozen counts.
              * CASE WHEN c.relpages > 0 AND c.relallfrozen > 0
                     THEN 1 - LEAST(c.relallfrozen, c.relpages)::float8 / c.relpages ELSE 1 END
    END AS insert_threshold,
    CASE WHEN c.kind <> 'TOAST table' THEN c.used_analyze_base + c.used_analyze_scale * c.tuples END AS analyze_threshold,
    LEAST((c.options ->> 'autovacuum_freeze_max_age')::bigint, c.freeze_max_age) AS freeze_max_age,
    LEAST((c.options ->> 'autovacuum_multixact_freeze_max_age')::bigint, c.multixact_freeze_max_age)
        AS multixact_freeze_max_age,
    age(c.relfrozenxid)::bigint AS transaction_age,
    mxid_age(c.relminmxid)::bigint AS multixact_age
FROM chosen AS c
