-- id          = "idle-advisory-lock"
-- title       = "Idle session that holds advisory locks"
-- severity    = "info"
-- object      = "session"
-- confidence  = "low"
-- reads       = ["advisory_locks", "hidden_sessions", "sessions"]
-- identity    = ["database_name", "application_name"]
-- message     = "Session {{ pid }} of role {{ role_name }} in database {{ database_name }} has been idle for {{ minutes }} minutes with {{ locks }} advisory lock{% if locks > 1 %}s{% endif %}{% if sessions > 1 %}; and {{ sessions - 1 }} more like it{% endif %}"
-- remediation = "Release them with pg_advisory_unlock(), or take them for the transaction only with pg_advisory_xact_lock()."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_minutes]
-- default = 60
-- about   = "Minutes from which a session is reported."
-- ---
-- ## What it does
-- Looks for sessions that have been idle for `min_minutes` and hold advisory locks. Sessions that the caller may not
-- look into are told in one row with `insufficient_privilege`.
--
-- ## Why it matters
-- A lock of the session survives commit and rollback. In a pool the next user of the connection holds it without
-- knowing, and who needs the lock waits for ever.
--
-- ## How to fix
-- Locks of the transaction; with a pool in transaction mode only these work.
--
-- ## False positives
-- Programs that elect a leader by such a lock and keep a connection for it.
--
-- ## Sources
-- PostgreSQL documentation, "Explicit Locking", Advisory Locks.

WITH ranked AS (
    SELECT s.pid, s.role_name, s.database_name, s.application_name, s.state_seconds / 60 AS minutes, a.locks,
           count(*) OVER (PARTITION BY s.role_name, s.database_name, s.application_name) AS sessions,
           row_number() OVER (PARTITION BY s.role_name, s.database_name, s.application_name
                              ORDER BY s.state_seconds DESC, s.pid) AS place
    FROM advisory_locks AS a
    JOIN sessions AS s ON s.pid = a.pid
    CROSS JOIN params AS p
    WHERE s.state = 'idle' AND s.state_seconds >= p.min_minutes * 60
)
SELECT
    NULL AS schema_name,
    quote_ident(r.role_name) AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    r.pid,
    r.role_name,
    r.database_name,
    r.application_name,
    r.minutes,
    r.locks,
    r.sessions
FROM ranked AS r
WHERE r.place = 1
UNION ALL
SELECT
    NULL, NULL, 'insufficient_privilege', h.reason, h.advice, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM hidden_sessions AS h
WHERE EXISTS (SELECT FROM advisory_locks AS a JOIN sessions AS s ON s.pid = a.pid AND s.is_hidden)
