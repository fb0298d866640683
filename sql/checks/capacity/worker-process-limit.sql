-- id          = "worker-process-limit"
-- title       = "Worker processes nearly used up"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["server_slots"]
-- message     = "{{ used }} of {{ allowed }} worker processes are running ({{ object_name }}): parallel queries get none"
-- remediation = "Raise {{ object_name }}, at least to the sum of what extensions, logical replication and max_parallel_workers need, and restart the server."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 90
-- about   = "Percent of the places from which it is reported."
-- ---
-- ## What it does
-- Counts the processes that take a place of max_worker_processes: parallel workers, those of logical replication and
-- those of extensions. A caller who may not see what kind of process each is gets `insufficient_privilege`.
--
-- ## Why it matters
-- Whoever comes later gets none: parallel queries run alone, and a worker of logical replication waits.
--
-- ## How to fix
-- Count what extensions start (pg_cron, TimescaleDB, dbarch) and add max_parallel_workers.
--
-- ## False positives
-- A moment in which many parallel queries ran, with max_parallel_workers as large as max_worker_processes.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", max_worker_processes.

SELECT
    NULL AS schema_name,
    s.setting_name AS object_name,
    CASE WHEN s.used IS NULL THEN 'insufficient_privilege' END AS status,
    CASE WHEN s.used IS NULL
         THEN 'Worker processes cannot be counted: what kind of process each is cannot be seen by the caller'
    END AS message,
    CASE WHEN s.used IS NULL THEN 'Run the check as a member of pg_read_all_stats, such as pg_monitor.' END AS remediation,
    s.used,
    s.allowed
FROM server_slots AS s
CROSS JOIN params AS p
WHERE s.resource = 'worker processes' AND s.allowed > 0 AND (s.used IS NULL OR s.used * 100 >= s.allowed * p.min_percent)
