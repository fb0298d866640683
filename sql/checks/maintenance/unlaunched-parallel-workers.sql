-- id          = "unlaunched-parallel-workers"
-- title       = "Parallel workers that could not start"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["database_activity"]
-- message     = "Queries of database {{ object_name }} planned {{ wanted }} parallel workers and got {{ percent }} % of them"
-- remediation = "Raise max_parallel_workers and max_worker_processes if processors are idle; if not, lower max_parallel_workers_per_gather."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_workers]
-- default = 1000
-- about   = "Workers that must have been wanted."
-- [params.min_percent]
-- default = 75
-- about   = "Percent of started workers that is good enough."
-- ---
-- ## What it does
-- Compares the workers that plans wanted with those that started. PostgreSQL counts them from version 18 on; before,
-- the check finds nothing.
--
-- ## Why it matters
-- A plan that was chosen for four workers and gets none is slower than the plan that would have been chosen without.
--
-- ## How to fix
-- Compare with the load of the processors: more workers help if these are idle, smaller promises if they are not.
--
-- ## False positives
-- Queries that end before all workers are needed.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_database", parallel_workers_to_launch.

SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    a.workers_wanted AS wanted,
    round(100.0 * a.workers_launched / a.workers_wanted) AS percent
FROM database_activity AS a
CROSS JOIN params AS p
WHERE a.is_current AND a.workers_wanted >= p.min_workers AND a.workers_launched * 100 < a.workers_wanted * p.min_percent
