-- The index advice, printed so that the DDL can be copied; the indexes to create go to files in :directory as well.
\pset tuples_only on
\pset format unaligned

CREATE TEMPORARY TABLE suggestion AS
SELECT s.*, s.action IN ('create', 'replace') AS builds,
       row_number() OVER (PARTITION BY s.action IN ('create', 'replace') ORDER BY s.rank) AS nth
FROM dbarch.suggest_indexes() AS s;

SELECT lpad(rank::text, 5) || '  ' || action || ' on ' || coalesce(table_name, 'unknown') || ': '
       || concat_ws(', ', pg_size_pretty(nullif(size_bytes, 0)),
                    CASE WHEN improvement_pct > 0
                         THEN 'workload cost -' || round(improvement_pct::numeric, 1) || ' %' END,
                    CASE WHEN query_count > 0 THEN query_count || ' statement' || left('s', (query_count > 1)::int) END,
                    'confidence ' || confidence) || E'\n'
       || CASE WHEN ddl <> '' THEN '       ' || replace(rtrim(ddl, E'; \n'), E'\n', E'\n       ') || E';\n' ELSE '' END
       || regexp_replace(coalesce(reason, ''), '(.{1,108})(\s+|$)', E'       \\1\n', 'g')
FROM suggestion
ORDER BY rank
LIMIT 25;

SELECT format(E'   %s suggestions, %s of them new indexes, %s together; expected cost of the workload: %s %% less.',
              count(*), count(*) FILTER (WHERE builds),
              coalesce(pg_size_pretty(sum(size_bytes) FILTER (WHERE builds)), '0 bytes'),
              round((100 * (1 - min(cost_after) FILTER (WHERE builds) / nullif(max(cost_before) FILTER (WHERE builds), 0)))::numeric, 1))
FROM suggestion;

-- Each file is run by psql outside a transaction, because CREATE INDEX CONCURRENTLY demands it.
\set best :directory /best.sql
\o :best
SELECT rtrim(ddl, E'; \n') || ';' FROM suggestion WHERE builds AND nth = 1;
\set rest :directory /rest.sql
\o :rest
SELECT rtrim(ddl, E'; \n') || ';' FROM suggestion WHERE builds AND nth > 1 ORDER BY nth;
\set names :directory /rest.txt
\o :names
SELECT index_name FROM suggestion WHERE builds AND nth > 1 ORDER BY nth;
\o
