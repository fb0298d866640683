-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off

SELECT rank, action, table_name AS "table", index_name AS index, pg_size_pretty(size_bytes) AS size,
       round(cost_after) AS "cost after", round(improvement_pct::numeric, 2) AS "improvement %"
FROM bench.suggestion
ORDER BY rank;

CREATE TEMPORARY VIEW figures AS
SELECT r.baseline, f.cost_before AS baseline_seen, l.cost_after AS predicted, r.actual,
       100 * (r.actual / l.cost_after - 1) AS deviation_total,
       100 * ((r.baseline - r.actual) / nullif(f.cost_before - l.cost_after, 0) - 1) AS deviation_cut,
       extract(epoch FROM r.finished_at - r.started_at) AS seconds
FROM bench.result AS r,
     LATERAL (SELECT cost_before FROM bench.suggestion ORDER BY rank LIMIT 1) AS f,
     LATERAL (SELECT cost_after FROM bench.suggestion ORDER BY rank DESC LIMIT 1) AS l;

\pset tuples_only on
\pset format unaligned
SELECT format(E'%s %s', rpad(label, 58), lpad(value, 16))
FROM figures, LATERAL (VALUES
    (1, 'Total planner cost without indexes, by EXPLAIN', to_char(baseline, 'FM999,999,999,990')),
    (2, 'The same as suggest_indexes() saw it', to_char(baseline_seen, 'FM999,999,999,990')),
    (3, 'Predicted with all suggestions', to_char(predicted, 'FM999,999,999,990')),
    (4, 'Actual with all suggestions built, by EXPLAIN', to_char(actual, 'FM999,999,999,990')),
    (5, 'Cost cut', to_char(100 * (1 - actual / baseline), 'FM990.0') || ' %'),
    (6, 'Deviation of the total from the prediction (limit 5 %)', to_char(deviation_total, 'FM999990.00') || ' %'),
    (7, 'Deviation of the cut from the prediction (limit 5 %)', to_char(deviation_cut, 'FM999990.00') || ' %'),
    (8, 'Time of suggest_indexes() (limit 10 s)', to_char(seconds, 'FM990.0') || ' s')
) AS line (no, label, value)
ORDER BY no;

SELECT CASE WHEN count(*) = 1 AND bool_and(abs(deviation_total) <= 5 AND abs(deviation_cut) <= 5 AND seconds < 10)
            THEN 'passed' ELSE 'failed' END
FROM figures;
