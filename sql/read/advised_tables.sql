-- Tables with the columns, statistics and indexes that index advice needs, shaped as dbarch-core's model of a table.
-- $1: OIDs, $2: when the workload began, or NULL. Statistics come from pg_stats, which shows a caller only what it may read. A partitioned parent counts
-- the rows and pages of its partitions, and has inherited statistics only.
SELECT
    c.oid::bigint AS oid,
    n.nspname AS schema,
    c.relname AS name,
    size.rows,
    size.pages,
    c.relkind = 'p' AS partitioned,
    size.toasted,
    size.inserts,
    size.updates,
    size.deletes,
    size.hot_updates,
    -- The share of what was counted since the statistics reset that belongs to the time since $2.
    (SELECT CASE WHEN $2::timestamptz <= d.stats_reset THEN 1
                 ELSE extract(epoch FROM now() - $2::timestamptz)
                      / nullif(extract(epoch FROM now() - d.stats_reset), 0) END::double precision
     FROM pg_catalog.pg_stat_database AS d WHERE d.datname = current_database()) AS counted_share,
    (SELECT coalesce(jsonb_agg(to_jsonb(k) ORDER BY k.number), '[]')
     FROM (SELECT a.attnum AS number,
                  a.attname AS name,
                  format_type(a.atttypid, a.atttypmod) AS type_name,
                  -- 0 is unknown.
                  coalesce(s.avg_width, greatest(a.attlen, 0))::double precision AS avg_width,
                  a.attlen AS typlen,
                  CASE a.attalign WHEN 'c' THEN 1 WHEN 's' THEN 2 WHEN 'd' THEN 8 ELSE 4 END AS alignment,
                  coalesce(s.null_frac, 0) AS null_fraction,
                  coalesce(s.n_distinct, 0) AS n_distinct,
                  s.attname IS NOT NULL AS has_statistics,
                  s.correlation::double precision AS correlation,
                  EXISTS (SELECT FROM pg_catalog.pg_opclass AS o
                          JOIN pg_catalog.pg_am AS m ON m.oid = o.opcmethod AND m.amname = 'btree'
                          WHERE o.opcdefault
                            AND (o.opcintype = coalesce(nullif(t.typbasetype, 0), t.oid)
                                 OR t.typtype = 'e' AND o.opcintype = 'anyenum'::regtype
                                 OR t.typtype = 'r' AND o.opcintype = 'anyrange'::regtype
                                 OR t.typtype = 'm' AND o.opcintype = 'anymultirange'::regtype
                                 OR t.typtype = 'c' AND o.opcintype = 'record'::regtype
                                 OR t.typcategory = 'A' AND o.opcintype = 'anyarray'::regtype
                                 OR EXISTS (SELECT FROM pg_catalog.pg_cast AS x
                                            WHERE x.castsource = coalesce(nullif(t.typbasetype, 0), t.oid)
                                              AND x.casttarget = o.opcintype AND x.castmethod = 'b'))
                         ) AS btree_indexable
           FROM pg_catalog.pg_attribute AS a
           JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
           LEFT JOIN pg_catalog.pg_stats AS s
             ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
            AND s.inherited = (c.relkind = 'p')
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS k) AS columns,
    (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.name), '[]')
     FROM (SELECT ic.relname AS name,
                  am.amname AS method,
                  i.indisunique AS "unique",
                  i.indisprimary AS "primary",
                  i.indisvalid AS valid,
                  i.indpred IS NOT NULL AS partial,
                  ic.relpages * current_setting('block_size')::double precision AS size_bytes,
                  ARRAY(SELECT i.indkey[p.place]
                        FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS p (place) ORDER BY p.place) AS included,
                  (SELECT jsonb_agg(jsonb_build_object(
                              'column', nullif(i.indkey[p.place], 0),
                              'descending', i.indoption[p.place] & 1 <> 0,
                              'nulls_first', i.indoption[p.place] & 2 <> 0,
                              'default_opclass', o.opcdefault,
                              'default_collation', i.indcollation[p.place] = coalesce(ia.attcollation, 0)
                          ) ORDER BY p.place)
                   FROM generate_series(0, i.indnkeyatts - 1) AS p (place)
                   JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[p.place]
                   LEFT JOIN pg_catalog.pg_attribute AS ia
                     ON ia.attrelid = i.indrelid AND ia.attnum = i.indkey[p.place] AND ia.attnum <> 0) AS keys
           FROM pg_catalog.pg_index AS i
           JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
           JOIN pg_catalog.pg_am AS am ON am.oid = ic.relam
           WHERE i.indrelid = c.oid) AS x) AS indexes
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT sum(r.reltuples)::double precision AS rows,
           sum(r.relpages)::double precision AS pages,
           coalesce(bool_or(toast.relpages > 0), false) AS toasted,
           sum(u.n_tup_ins)::double precision AS inserts,
           sum(u.n_tup_upd)::double precision AS updates,
           sum(u.n_tup_del)::double precision AS deletes,
           sum(u.n_tup_hot_upd)::double precision AS hot_updates
    FROM (SELECT c.oid AS relid WHERE c.relkind <> 'p'
          UNION ALL
          SELECT p.relid FROM pg_partition_tree(c.oid) AS p WHERE c.relkind = 'p' AND p.isleaf) AS leaf
    JOIN pg_catalog.pg_class AS r ON r.oid = leaf.relid
    LEFT JOIN pg_catalog.pg_class AS toast ON toast.oid = r.reltoastrelid
    LEFT JOIN pg_catalog.pg_stat_all_tables AS u ON u.relid = leaf.relid
) AS size
WHERE c.oid = ANY ($1::oid[])
  -- A temporary table goes with its session, and what belongs to an extension is the extension's to change.
  AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
