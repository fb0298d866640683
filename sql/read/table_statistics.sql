-- How well the planner's statistics fit the tables in $1, all partitions of a partitioned parent together: what was counted
-- when, how large they are now, and how many rows changed meanwhile. `has_statistics` is NULL where the caller may not
-- see them, as pg_stats then shows nothing. A parent's own statistics are those of its partitions together, which only
-- ANALYZE of the parent itself fills.
SELECT
    c.oid::bigint AS oid,
    format('%I.%I', n.nspname, c.relname) AS qualified,
    CASE WHEN leaf.uncounted THEN NULL ELSE leaf.rows END AS rows,
    leaf.pages,
    leaf.current_pages,
    CASE WHEN has_table_privilege(c.oid, 'SELECT')
         THEN EXISTS (SELECT FROM pg_catalog.pg_stats AS s
                      WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND s.inherited = (c.relkind = 'p'))
    END AS has_statistics,
    to_char(greatest(u.last_analyze, u.last_autoanalyze), 'YYYY-MM-DD HH24:MI') AS last_analyze,
    coalesce(greatest(u.last_analyze, u.last_autoanalyze, leaf.last_analyze) > now() - interval '5 min', false) AS is_recent,
    leaf.modified
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stat_all_tables AS u ON u.relid = c.oid
CROSS JOIN LATERAL (
    SELECT bool_or(r.reltuples < 0) AS uncounted,
           sum(greatest(r.reltuples, 0))::double precision AS rows,
           sum(r.relpages)::double precision AS pages,
           sum(pg_relation_size(r.oid) / current_setting('block_size')::bigint)::double precision AS current_pages,
           max(greatest(m.last_analyze, m.last_autoanalyze)) AS last_analyze,
           sum(m.n_mod_since_analyze)::double precision AS modified
    FROM (SELECT c.oid AS relid WHERE c.relkind <> 'p'
          UNION ALL
          SELECT p.relid FROM pg_partition_tree(c.oid) AS p WHERE c.relkind = 'p' AND p.isleaf) AS l
    JOIN pg_catalog.pg_class AS r ON r.oid = l.relid AND r.relkind IN ('r', 'm')
    LEFT JOIN pg_catalog.pg_stat_all_tables AS m ON m.relid = l.relid
) AS leaf
WHERE c.oid = ANY ($1::oid[]) AND c.relkind IN ('r', 'm', 'p') AND leaf.pages IS NOT NULL
ORDER BY qualified
