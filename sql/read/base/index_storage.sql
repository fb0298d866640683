-- id = "index_storage"
-- reads = ["table_storage"]
-- ---
-- Indexes with files of their own, with what is known of the rows of their tables. Invalid ones and those being built are
-- left out. `distinct_keys`: of the combination of key columns, from extended statistics that somebody has created;
-- negative for a share of the rows, as in pg_stats.
SELECT
    i.indexrelid AS index_oid,
    i.indrelid AS table_oid,
    t.schema_name,
    t.qualified AS table_qualified,
    c.relname::text AS index_name,
    format('%I.%I', t.schema_name, c.relname) AS qualified,
    m.amname::text AS method,
    i.indisunique AS is_unique,
    i.indisexclusion AS is_exclusion,
    i.indnkeyatts AS key_count,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    c.reltuples::double precision AS row_estimate,
    c.relpages::bigint AS pages,
    t.block_size,
    COALESCE((SELECT o.option_value::integer FROM pg_options_to_table(c.reloptions) AS o
              WHERE o.option_name = 'fillfactor'),
             CASE m.amname WHEN 'hash' THEN 75 ELSE 90 END) AS fillfactor,
    COALESCE((SELECT o.option_value::boolean FROM pg_options_to_table(c.reloptions) AS o
              WHERE o.option_name = 'deduplicate_items'), true) AS may_deduplicate,
    t.row_estimate AS table_row_estimate,
    t.pages AS table_pages,
    t.live_rows AS table_live_rows,
    t.dead_rows AS table_dead_rows,
    t.changed_since_analyze,
    t.is_counted,
    CASE WHEN i.indnkeyatts > 1
         THEN (SELECT (x.n_distinct::text::json ->> k.attnums)::double precision
               FROM (SELECT string_agg(a.attnum::text, ', ' ORDER BY a.attnum) AS attnums
                     FROM (SELECT DISTINCT i.indkey[p.place] AS attnum
                           FROM generate_series(0, i.indnkeyatts - 1) AS p (place)) AS a) AS k
               JOIN pg_catalog.pg_stats_ext AS x
                 ON x.schemaname = t.schema_name AND x.tablename = t.table_name AND x.n_distinct IS NOT NULL
                AND NOT COALESCE((to_jsonb(x) ->> 'inherited')::boolean, false)
               WHERE x.n_distinct::text::json ->> k.attnums IS NOT NULL
               LIMIT 1)
    END AS distinct_keys
FROM pg_catalog.pg_index AS i
JOIN table_storage AS t ON t.table_oid = i.indrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid AND c.relkind = 'i'
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
WHERE i.indisvalid AND i.indisready AND i.indislive
