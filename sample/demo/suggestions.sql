-- The index advice, printed so that the DDL can be copied; the indexes to create go to files in :directory as well.
\pset tuples_only on
\pset format unaligned

CREATE TEMPORARY TABLE suggestion AS
SELECT s.*, row_number() OVER (PARTITION BY s.action ORDER BY s.rank) AS nth
FROM dbarch.suggest_indexes() AS s;

SELECT lpad(rank::text, 5) || '  ' || action || ' on ' || coalesce(table_name, 'unknown') || ': '
       || concat_ws(', ', pg_size_pretty(size_bytes),
                    CASE WHEN improvement_pct > 0
                         THEN 'workload cost -' || round(improvement_pct::numeric, 1) || ' %' END,
                    CASE WHEN query_count > 0 THEN query_count || ' statement' || left('s', (query_count > 1)::int) END,
                    'confidence ' || confidence) || E'\n'
       || '       ' || replace(rtrim(ddl, E'; \n'), E'\n', E'\n       ') || E';\n'
       || regexp_replace(coalesce(reason, ''), '(.{1,108})(\s+|$)', E'       \\1\n', 'g')
FROM suggestion
ORDER BY rank
LIMIT 25;

SELECT format(E'   %s suggestions, %s of them new indexes, %s together; expected cost of the workload: %s %% less.',
              count(*), count(*) FILTER (WHERE action = 'create'),
              coalesce(pg_size_pretty(sum(size_bytes) FILTER (WHERE action = 'create')), '0 bytes'),
              round((100 * (1 - min(cost_after) / nullif(max(cost_before), 0)))::numeric, 1))
FROM suggestion;

-- Each file is run by psql outside a transaction, because CREATE INDEX CONCURRENTLY demands it.
\set best :directory /best.sql
\o :best
SELECT rtrim(ddl, E'; \n') || ';' FROM suggestion WHERE action = 'create' AND nth = 1;
\set rest :directory /rest.sql
\o :rest
SELECT rtrim(ddl, E'; \n') || ';' FROM suggestion WHERE action = 'create' AND nth > 1 ORDER BY nth;
\set names :directory /rest.txt
\o :names
SELECT index_name FROM suggestion WHERE action = 'create' AND nth > 1 ORDER BY nth;
\o
