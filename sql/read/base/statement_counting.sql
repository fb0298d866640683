-- id = "statement_counting"
-- ---
-- Whether pg_stat_statements can be read, one row. Its library is loaded if its settings exist; a value that stands in a
-- file without the library does not show. `relation` is where the view is; only a member of the extension counts.
-- `counted_hours` is the time since its last reset, or since the server started where old versions do not tell, and
-- `deallocations` how often it made room for others since: of a view whose name is known only now, so that the query is a
-- text, as in `checkpoints`.
SELECT
    format('%I', current_database()) AS qualified,
    v.relation,
    l.is_loaded,
    has_table_privilege(v.view_oid, 'SELECT') AS is_readable,
    pg_has_role('pg_read_all_stats', 'USAGE') AS shows_all,
    (i.counters ->> 'dealloc')::bigint AS deallocations,
    COALESCE((i.counters ->> 'hours')::float8, extract(epoch FROM now() - pg_postmaster_start_time())::float8 / 3600)
        AS counted_hours
FROM (
    SELECT
        max(c.oid) FILTER (WHERE c.relname = 'pg_stat_statements') AS view_oid,
        max(format('%I.%I', n.nspname, c.relname)) FILTER (WHERE c.relname = 'pg_stat_statements') AS relation,
        max(c.oid) FILTER (WHERE c.relname = 'pg_stat_statements_info') AS info_oid,
        max(format('%I.%I', n.nspname, c.relname)) FILTER (WHERE c.relname = 'pg_stat_statements_info') AS info_relation
    FROM pg_catalog.pg_extension AS e
    JOIN pg_catalog.pg_depend AS d
      ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid
     AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'
    JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE e.extname = 'pg_stat_statements'
) AS v
CROSS JOIN (
    SELECT EXISTS (SELECT FROM pg_catalog.pg_settings AS s WHERE s.name = 'pg_stat_statements.max') AS is_loaded
) AS l
LEFT JOIN LATERAL (
    SELECT s.word::jsonb AS counters
    FROM ts_stat(
        'SELECT array_to_tsvector(ARRAY[jsonb_build_object(''dealloc'', i.dealloc, '
        '''hours'', extract(epoch FROM now() - i.stats_reset) / 3600)::text]) FROM ' || v.info_relation || ' AS i') AS s
    WHERE l.is_loaded AND has_table_privilege(v.info_oid, 'SELECT')
    -- One row comes; the planner expects ten thousand.
    LIMIT 1
) AS i ON true
