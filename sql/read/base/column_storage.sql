-- id = "column_storage"
-- reads = ["tables"]
-- ---
-- How columns are stored and analysed. `storage` and `type_storage` are 'plain', 'external', 'extended' or 'main';
-- `compression` is NULL where the setting decides; `statistics_target` is NULL where it does, too; the n_distinct
-- overrides are NULL unless somebody set them.
SELECT
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.kind AS table_kind,
    t.is_partition AS in_partition,
    t.row_estimate,
    a.attname::text AS column_name,
    format('%I', a.attname) AS quoted_name,
    format('%s.%I', t.qualified, a.attname) AS qualified,
    format_type(a.atttypid, a.atttypmod) AS type_name,
    a.attlen AS byte_length,
    CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END AS storage,
    CASE y.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END AS type_storage,
    CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
    -- The default is -1, and NULL from PostgreSQL 17 on.
    NULLIF(a.attstattarget, -1)::integer AS statistics_target,
    CASE WHEN a.attoptions IS NOT NULL
         THEN (SELECT o.option_value::float8 FROM pg_options_to_table(a.attoptions) AS o WHERE o.option_name = 'n_distinct')
    END AS own_distinct,
    CASE WHEN a.attoptions IS NOT NULL
         THEN (SELECT o.option_value::float8 FROM pg_options_to_table(a.attoptions) AS o
               WHERE o.option_name = 'n_distinct_inherited')
    END AS inherited_distinct
FROM tables AS t
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.table_oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
