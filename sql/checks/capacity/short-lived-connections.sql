-- id          = "short-lived-connections"
-- title       = "Application that connects for every request"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["database_activity"]
-- message     = "Database {{ object_name }} gets {{ hourly }} new connections an hour, and each lasts {{ seconds }} s on average"
-- remediation = "Use a connection pool in the application or PgBouncer."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hours]
-- default = 24
-- about   = "Hours that sessions must have been counted for."
-- [params.min_hourly]
-- default = 3600
-- about   = "New connections an hour from which they are reported."
-- [params.max_seconds]
-- default = 60
-- about   = "Average life of a connection, in seconds, that is long enough."
-- ---
-- ## What it does
-- Divides the sessions that this database has counted by the longest time for which they can have been counted, and
-- their total time by their number.
--
-- ## Why it matters
-- A new connection costs the start of a process, authentication and empty caches: some milliseconds, often more than
-- the query it was made for.
--
-- ## How to fix
-- A pool keeps connections open.
--
-- ## False positives
-- Monitoring that connects for each value.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_database", sessions and session_time. postgresqltuner judges the age of the
-- sessions that it happens to see.

SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    CASE WHEN a.counted_hours < p.min_hours THEN 'insufficient_evidence' END AS status,
    CASE WHEN a.counted_hours < p.min_hours
         THEN format('What has been counted in %s hours would be reported, but is too short: '
                     'short-lived-connections waits for %s hours',
                     round(a.counted_hours::numeric, 1), p.min_hours) END AS message,
    CASE WHEN a.counted_hours < p.min_hours THEN 'Run the check again later.' END AS remediation,
    round((a.sessions / NULLIF(a.longest_hours, 0))::numeric) AS hourly,
    round((a.session_ms / 1000 / a.sessions)::numeric, 1) AS seconds,
    a.sessions
FROM database_activity AS a
CROSS JOIN params AS p
WHERE a.is_current AND a.sessions / NULLIF(a.longest_hours, 0) >= p.min_hourly
  AND a.session_ms / 1000 / NULLIF(a.sessions, 0) < p.max_seconds
