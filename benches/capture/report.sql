-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off

-- The noise of a round is how far "off" is from "off again"; the median of the rounds is nearer to the truth than one.
CREATE TEMPORARY VIEW loss AS
SELECT workload, feature, count(*) AS rounds, sum(pairs) AS pairs,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY us) AS us,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY cost) AS loss,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(noise)) AS noise
FROM cost GROUP BY workload, feature;

CREATE TEMPORARY VIEW workload AS
SELECT * FROM (VALUES (1, 'select', 'pgbench -S'), (2, 'prepared', 'pgbench -S, prepared'), (3, 'tpcb', 'TPC-B'))
    AS w (no, workload, name);

\echo 'Throughput that a feature costs, two clients. noise: what "off" costs against "off".'
SELECT name AS workload, feature, rounds, pairs, round(us::numeric, 1) AS "us without",
       to_char(us * loss / 100, 'FM990.00') AS "us more", to_char(loss, 'FM990.00') || ' %' AS loss,
       to_char(noise, 'FM990.00') || ' %' AS noise
FROM loss JOIN workload USING (workload) ORDER BY no, feature;

-- The same statements, whatever the round: what a round has and another has not, the machine has done.
CREATE TEMPORARY VIEW least AS
SELECT setting, way, count(*) AS rounds, min(median) AS median, min(p99) AS p99, min(p999) AS p999,
       min(longest) AS longest, min(eviction) AS eviction
FROM stall GROUP BY setting, way;

\echo 'Microseconds of statements that are all new, the least of the rounds. saving: while the file is written every'
\echo 'second. alone: by one client; eviction: what a statement for which others go takes longer.'
SELECT setting, way, rounds, median, p99, p999 AS "p99.9", longest, eviction
FROM least ORDER BY setting DESC, way = 'alone', way;

\echo 'What was kept of them, and the memory, which is the same in all rounds.'
SELECT setting, way, max(statements) AS kept, min(evicted) AS evicted, max(text_bytes) AS "text bytes",
       max(max_text_bytes) AS "at most", min(segment_before) AS segment, max(segment_after) AS "segment after",
       max(file_bytes) AS "saved file"
FROM kept GROUP BY setting, way ORDER BY setting DESC, way = 'alone', way;

CREATE TEMPORARY VIEW target AS
SELECT 10 + no AS no, 'dbarch loses at most 1 %: ' || name AS target, to_char(loss, 'FM990.00') || ' %' AS figure,
       loss <= 1 AS met
FROM workload LEFT JOIN (SELECT * FROM loss WHERE feature = 'dbarch') AS d USING (workload)
UNION ALL
SELECT 20 + no, 'dbarch loses no more than pg_stat_statements, give or take the noise: ' || name,
       to_char(d.loss - p.loss, 'SGFM990.00') || ' %', d.loss <= p.loss + greatest(d.noise, p.noise)
FROM workload
LEFT JOIN (SELECT * FROM loss WHERE feature = 'dbarch') AS d USING (workload)
LEFT JOIN (SELECT * FROM loss WHERE feature = 'pg_stat_statements') AS p USING (workload)
UNION ALL
SELECT 30, format('no statement over 10 ms that is not without capture: %s, %s', s.setting, s.way),
       to_char(s.longest / 1000.0, 'FM9990.0') || ' ms', s.longest <= greatest(10000, o.longest)
FROM least AS s JOIN least AS o ON o.setting = s.setting AND o.way = 'off' WHERE s.way IN ('on', 'saving')
UNION ALL
SELECT 40, 'each statement is kept or counted as evicted', count(*) FILTER (WHERE statements + evicted <> :count)::text,
       bool_and(statements + evicted = :count)
FROM kept
UNION ALL
SELECT 41, 'texts stay within their memory, and the segment within its size',
       count(*) FILTER (WHERE text_bytes > max_text_bytes OR segment_before <> segment_after)::text,
       bool_and(text_bytes <= max_text_bytes AND segment_before = segment_after)
FROM kept;

\pset tuples_only on
\pset format unaligned
SELECT format('%s %s   %s', rpad(target, 96), lpad(coalesce(figure, 'not measured'), 12),
              CASE WHEN met THEN 'passed' ELSE 'failed' END)
FROM target ORDER BY no, target;

SELECT CASE WHEN count(*) = 12 AND bool_and(coalesce(met, false)) THEN 'passed' ELSE 'failed' END FROM target;
