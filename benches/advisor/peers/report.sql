-- The figures beside those of the best other advisor, and as the last line "passed" or "failed". :benchmark is tpch or tpcds.
\pset border 1
\pset footer off

-- Relative cost, and who reached it: measured once on a machine of the same kind with the same data, budgets in HypoPG's
-- sizes. The last two columns are the CPU seconds and the EXPLAIN calls of Extend.
CREATE TEMPORARY TABLE peer (
    benchmark text, budget_mb integer, best double precision, who text, extend_seconds double precision,
    extend_calls integer
);
INSERT INTO peer VALUES
    ('tpch', 250, 0.869, 'DTA', 0.63, 531),
    ('tpch', 500, 0.757, 'DTA', 1.8, 1706),
    ('tpch', 1000, 0.659, 'Extend', 3.3, 3474),
    ('tpch', 2000, 0.608, 'DTA', 5.5, 4850),
    ('tpch', 5000, 0.578, 'DB2Advis', 7.6, 4850),
    ('tpcds', 250, 0.835, 'Extend', 60, 14963),
    ('tpcds', 500, 0.795, 'Extend', 144, 30992),
    ('tpcds', 1000, 0.760, 'Extend', 210, 48932),
    ('tpcds', 2000, 0.735, 'DB2Advis', 241, 49281),
    ('tpcds', 5000, 0.592, 'DB2Advis', NULL, NULL);

\echo With sizes and costs as HypoPG sees them
SELECT r.budget_mb AS "MB", r.indexes, round((r.size_bytes / 1e6)::numeric) AS "MB used",
       round((r.by_hypopg / r.baseline)::numeric, 4) AS "relative cost", p.best AS "best other", p.who,
       round(r.cpu_seconds::numeric, 2) AS "CPU s", r.plannings, p.extend_seconds AS "Extend: CPU s",
       p.extend_calls AS "calls"
FROM bench.result AS r
LEFT JOIN peer AS p ON p.benchmark = :'benchmark' AND p.budget_mb = r.budget_mb
WHERE r.hypopg_sizes
ORDER BY r.run;

\echo With real sizes, really built
SELECT r.budget_mb AS "MB", r.indexes, round((r.size_bytes / 1e6)::numeric) AS "MB predicted",
       round((r.built_bytes / 1e6)::numeric) AS "MB built",
       round((r.predicted / r.baseline)::numeric, 4) AS "predicted", round((r.built / r.baseline)::numeric, 4) AS "built",
       round(r.cpu_seconds::numeric, 2) AS "CPU s", r.plannings
FROM bench.result AS r
WHERE NOT r.hypopg_sizes
ORDER BY r.run;

\echo Really executed, the better of two times
SELECT CASE WHEN r.hypopg_sizes THEN r.budget_mb || ' as HypoPG counts' ELSE r.budget_mb::text END AS "MB",
       round((r.built_bytes / 1e6)::numeric) AS "MB built", round((r.built / r.baseline)::numeric, 3) AS "relative cost",
       round((sum(e.ms) / 1000)::numeric, 1) AS "s", round((sum(b.ms) / 1000)::numeric, 1) AS "s without",
       round((sum(e.ms) / sum(b.ms))::numeric, 3) AS "relative time",
       round(max(e.ms / b.ms)::numeric, 2) AS "slowest query",
       (array_agg(e.no ORDER BY e.ms / b.ms DESC))[1] AS "which"
FROM bench.result AS r
JOIN bench.execution AS e ON e.run = r.run
JOIN bench.execution AS b ON b.run = 0 AND b.no = e.no
GROUP BY r.run, r.budget_mb, r.hypopg_sizes, r.built_bytes, r.built, r.baseline
ORDER BY r.run;

\pset tuples_only on
\pset format unaligned
-- Peers' figures have three digits.
SELECT CASE WHEN bool_and(r.by_hypopg / r.baseline < p.best + 0.0005) THEN 'passed' ELSE 'failed' END
FROM bench.result AS r
JOIN peer AS p ON p.benchmark = :'benchmark' AND p.budget_mb = r.budget_mb
WHERE r.hypopg_sizes;
