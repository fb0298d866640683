-- id          = "idle-in-transaction"
-- title       = "Transaction whose client does nothing"
-- severity    = "warning"
-- object      = "session"
-- reads       = ["hidden_sessions", "sessions"]
-- identity    = ["database_name", "application_name"]
-- message     = "Session {{ pid }} of role {{ role_name }} in database {{ database_name }} has been idle in a transaction for {{ minutes }} minutes{% if has_written %} and has changed data{% endif %}; last statement: {{ query }}{% if sessions > 1 %}; and {{ sessions - 1 }} more like it{% endif %}"
-- remediation = "Find the program ({{ application_name }}) and let it commit before it waits for something. SELECT pg_terminate_backend({{ pid }}) ends the session."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_minutes]
-- default = 5
-- about   = "Minutes from which a session is reported."
-- [params.error_minutes]
-- default = 60
-- about   = "Minutes from which it is an `error`."
-- ---
-- ## What it does
-- Looks for sessions that have been idle in a transaction for `min_minutes`. Sessions that the caller may not look
-- into are told in one row with `insufficient_privilege`.
--
-- ## Why it matters
-- The transaction keeps its locks. If it has written or holds a snapshot, VACUUM removes no newer dead row in any
-- table of the database.
--
-- ## How to fix
-- idle_in_transaction_session_timeout for the role; no waiting for users or other services between BEGIN and COMMIT;
-- autocommit in tools of administrators.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- Thresholds of others: 5 minutes (pgFirstAid), 5 and 15 (pgmonitor), 30 (AWS DevOps Guru), 30 and 60 (pganalyze), an
-- hour (postgres-checkup).

WITH found AS (
    SELECT
        s.pid,
        CASE WHEN s.state_seconds >= p.error_minutes * 60 THEN 'error' END AS severity,
        s.role_name,
        s.database_name,
        s.application_name,
        s.query,
        s.has_written,
        s.state_seconds / 60 AS minutes
    FROM sessions AS s
    CROSS JOIN params AS p
    WHERE s.state LIKE 'idle in transaction%' AND s.state_seconds >= p.min_minutes * 60
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
    r.has_written,
    r.minutes,
    r.sessions
FROM ranked AS r
WHERE r.place = 1
UNION ALL
SELECT
    NULL, NULL, 'insufficient_privilege', h.reason, h.advice, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM hidden_sessions AS h
