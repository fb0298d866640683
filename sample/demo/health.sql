-- The health report in a few lines. The whole document is one call: SELECT jsonb_pretty(dbarch.health());
\pset tuples_only on
\pset format unaligned
\pset fieldsep ''

WITH report AS MATERIALIZED (
    SELECT dbarch.health() AS h
), line (no, label, text) AS (
    SELECT l.*
    FROM report, LATERAL (VALUES
        (1, 'Summary', h ->> 'summary'),
        (2, 'Server', concat_ws(', ',
            concat_ws(' ', h #>> '{databases,primary,type}', h #>> '{databases,primary,version}'),
            h #>> '{databases,primary,size}',
            'connections ' || coalesce(h #>> '{databases,primary,connections}', 'unknown'),
            'replication lag ' || coalesce(h #>> '{databases,primary,replication_lag}', 'none'))),
        (3, 'Performance', concat_ws(', ',
            'average query ' || coalesce(h #>> '{performance,avg_query_time}', 'unknown'),
            'slow queries ' || coalesce(h #>> '{performance,slow_queries}', 'unknown'),
            'index hits ' || coalesce(h #>> '{performance,index_hit_rate}', 'unknown'),
            'lock waits ' || coalesce(h #>> '{performance,lock_waits}', 'unknown'))),
        (4, 'Maintenance', concat_ws(', ',
            'last backup ' || coalesce(h #>> '{maintenance,last_backup}', 'unknown'),
            'next maintenance ' || coalesce(h #>> '{maintenance,next_maintenance}', 'not planned'),
            'pending migrations ' || coalesce(h #>> '{maintenance,pending_migrations}', 'unknown'))),
        (5, 'Indexes needed', (SELECT string_agg(i, ', ')
            FROM jsonb_array_elements_text(h #> '{recommendations,indexes_needed}') AS i)),
        (6, 'Warnings', (SELECT string_agg(w, ', ')
            FROM jsonb_array_elements_text(h #> '{recommendations,capacity_warnings}') AS w))
    ) AS l (no, label, text)
)
SELECT '   ' || rpad(label, 16)
       -- Continuation lines start below the text, so that long lists stay readable in 120 columns.
       || replace(rtrim(regexp_replace(coalesce(text, 'none'), '(.{1,98})(\s+|$)', E'\\1\n', 'g'), E'\n'),
                  E'\n', E'\n' || repeat(' ', 19))
FROM line
ORDER BY no;
