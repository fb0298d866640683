-- id          = "many-temporary-files"
-- title       = "Queries that sort and hash on disk"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["database_activity", "settings"]
-- message     = "Database {{ object_name }} writes {{ hourly_bytes | bytes }} of temporary files an hour, {{ average_bytes | bytes }} each; work_mem is {{ work_bytes | bytes }}"
-- remediation = "Find the statements (log_temp_files, pg_stat_statements), give them an index or a filter, or their role more work_mem."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hours]
-- default = 24
-- about   = "Hours that files must have been counted for."
-- [params.min_hourly_bytes]
-- default = 1073741824
-- about   = "Bytes an hour from which a database is reported."
-- ---
-- ## What it does
-- Divides the temporary files of this database by the longest time for which they can have been counted.
--
-- ## Why it matters
-- What does not fit into work_mem is written and read again: sorts, hashes, materialized steps. It takes the disk
-- from all others.
--
-- ## How to fix
-- Raise work_mem for a role or a transaction rather than for all.
--
-- ## False positives
-- Index builds and nightly reports.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_database", temp_bytes. check_pgactivity and pg_gather show the volume.

SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    CASE WHEN a.counted_hours < p.min_hours THEN 'insufficient_evidence' END AS status,
    CASE WHEN a.counted_hours < p.min_hours
         THEN format('What has been counted in %s hours would be reported, but is too short: '
                     'many-temporary-files waits for %s hours',
                     round(a.counted_hours::numeric, 1), p.min_hours) END AS message,
    CASE WHEN a.counted_hours < p.min_hours THEN 'Run the check again later.' END AS remediation,
    round((a.temporary_bytes / NULLIF(a.longest_hours, 0))::numeric) AS hourly_bytes,
    a.temporary_bytes / a.temporary_files AS average_bytes,
    a.temporary_files,
    s.value::bigint * 1024 AS work_bytes
FROM database_activity AS a
JOIN settings AS s ON s.name = 'work_mem'
CROSS JOIN params AS p
WHERE a.is_current AND a.temporary_files > 0 AND a.temporary_bytes / NULLIF(a.longest_hours, 0) >= p.min_hourly_bytes
