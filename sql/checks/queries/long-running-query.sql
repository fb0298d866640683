-- id          = "long-running-query"
-- title       = "Statement that has been running for long"
-- severity    = "warning"
-- object      = "session"
-- confidence  = "medium"
-- reads       = ["hidden_sessions", "sessions"]
-- identity    = ["database_name", "application_name"]
-- message     = "Session {{ pid }} of role {{ role_name }} in database {{ database_name }} has been running one statement for {{ minutes }} minutes: {{ query }}{% if sessions > 1 %}; and {{ sessions - 1 }} more like it{% endif %}"
-- remediation = "Look at its plan, and whether anybody still waits for the answer. SELECT pg_cancel_backend({{ pid }}) ends the statement."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_minutes]
-- default = 30
-- about   = "Minutes from which a statement is reported."
-- [params.error_minutes]
-- default = 1440
-- about   = "Minutes from which it is an `error`."
-- [params.backup_names]
-- default = ["pg_dump%", "pg_basebackup%", "pgbackrest%", "barman%", "pg_repack%"]
-- about   = "Patterns of application_name of programs that take long on purpose."
-- ---
-- ## What it does
-- Looks for statements of clients that have been running for `min_minutes`. Dumps and base backups, told by their
-- application_name (`backup_names`), autovacuum, replication and parallel workers are not meant; nor are sessions
-- that wait for a lock, which `long-lock-wait` reports. Sessions that the caller may not look into are told in one
-- row with `insufficient_privilege`.
--
-- ## Why it matters
-- It may hold locks, and VACUUM removes no row that it could still see, in all tables of the database. Often its
-- client has gone long ago.
--
-- ## How to fix
-- statement_timeout for the role, and client_connection_check_interval, which notices lost clients.
--
-- ## False positives
-- Reports, index builds and migrations that are expected.
--
-- ## Sources
-- Thresholds of others: 60 s (pghero), 5 minutes (pgFirstAid), 30 and 60 minutes (pganalyze), 12 and 24 hours
-- (pgmonitor).

WITH found AS (
    SELECT
        s.pid,
        CASE WHEN s.query_seconds >= p.error_minutes * 60 THEN 'error' END AS severity,
        s.role_name,
        s.database_name,
        s.application_name,
        s.query,
        s.query_seconds / 60 AS minutes
    FROM sessions AS s
    CROSS JOIN params AS p
    WHERE s.backend_type = 'client backend' AND s.state = 'active' AND NOT s.is_own AND s.leader_pid IS NULL
      AND s.query_seconds >= p.min_minutes * 60 AND s.wait_event_type IS DISTINCT FROM 'Lock'
      AND NOT s.application_name ILIKE ANY (p.backup_names)
), ranked AS (
    SELECT f.*, count(*) OVER g AS sessions,
           row_number() OVER (PARTITION BY f.role_name, f.database_name, f.application_name
                              ORDER BY f.minutes DESC, f.pid) AS place
    FROM found AS f
    WINDOW g AS (PARTITION BY f.role_name, f.database_name, f.application_name)
)
SELECT
    NULL AS schema_name,
    quote_ident(r.role_name) AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    r.pid,
    r.severity,
    r.role_name,
    r.database_name,
    r.application_name,
    r.query,
    r.minutes,
    r.sessions
FROM ranked AS r
WHERE r.place = 1
UNION ALL
SELECT
    NULL, NULL, 'insufficient_privilege', h.reason, h.advice, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM hidden_sessions AS h
