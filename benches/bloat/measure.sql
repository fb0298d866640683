-- Everything that can be known of all objects in the state :state.
\set ON_ERROR_STOP 1
CREATE TEMP TABLE estimated AS
SELECT 'table' AS kind, table_name AS object, 'heap' AS method, size_bytes, status, confidence, reason, bloat_pct
FROM dbarch.table_bloat(schemas => '{data}', min_size => '500kB')
UNION ALL
SELECT 'index', index_name, access_method, size_bytes, status, confidence, reason, bloat_pct
FROM dbarch.index_bloat(schemas => '{data}', min_size => '500kB');

CREATE TEMP TABLE measured AS
SELECT table_name AS object, bloat_pct FROM dbarch.table_bloat(true, '{data}', '500kB', '1 hour') WHERE status = 'ok'
UNION ALL
SELECT index_name, bloat_pct FROM dbarch.index_bloat(true, '{data}', '500kB', '1 hour') WHERE status = 'ok';

-- What pgstattuple calls dead and free, less the reserve: no model of ours in it.
CREATE TEMP TABLE space AS
SELECT e.object, 100 * (p.dead_tuple_len + greatest(p.free_space - p.table_len * (100 - o.fillfactor) / 100, 0)) / p.table_len AS pct
FROM estimated AS e
CROSS JOIN LATERAL pgstattuple(e.object::regclass) AS p
JOIN pg_class AS c ON c.oid = e.object::regclass
CROSS JOIN LATERAL (
    SELECT coalesce((SELECT option_value::int FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 100)
) AS o (fillfactor)
WHERE e.kind = 'table';

CREATE TEMP TABLE rewritten AS
SELECT r.object, r.bytes FROM bench.made AS m CROSS JOIN LATERAL bench.rewritten(m.no) AS r;

INSERT INTO bench.seen
SELECT :'state', e.kind, e.object, e.method, e.size_bytes, e.status, e.confidence, e.reason, e.bloat_pct,
       coalesce(t.percent, i.percent), m.bloat_pct, s.pct,
       100 * greatest(0, 1 - r.bytes::float8 / e.size_bytes), e.kind = 'index' AND :'state' IN ('dead', 'stale')
FROM estimated AS e
LEFT JOIN measured AS m USING (object)
LEFT JOIN space AS s USING (object)
LEFT JOIN rewritten AS r USING (object)
LEFT JOIN bench.usual_table AS t USING (object)
LEFT JOIN bench.usual_index AS i USING (object);
