-- id          = "stalled-client"
-- title       = "Client that does not take its result"
-- severity    = "warning"
-- object      = "session"
-- confidence  = "medium"
-- reads       = ["hidden_sessions", "sessions"]
-- identity    = ["database_name", "application_name"]
-- message     = "Session {{ pid }} of role {{ role_name }} in database {{ database_name }} has waited {{ minutes }} minutes for its client ({{ application_name }}) to {% if wait_event == 'ClientWrite' %}take rows{% else %}send data{% endif %}: {{ query }}{% if sessions > 1 %}; and {{ sessions - 1 }} more like it{% endif %}"
-- remediation = "Look at the client and the network; read large results through a cursor, and COPY from files that are there. SELECT pg_terminate_backend({{ pid }}) ends the session."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_minutes]
-- default = 10
-- about   = "Minutes from which a statement is reported."
-- [params.backup_names]
-- default = ["pg_dump%", "pg_basebackup%", "pgbackrest%", "barman%"]
-- about   = "Patterns of application_name of programs that take long on purpose."
-- ---
-- ## What it does
-- Looks for statements that have been running for `min_minutes` and wait for the client to read or to send. Sessions
-- that the caller may not look into are told in one row with `insufficient_privilege`.
--
-- ## Why it matters
-- The statement keeps its snapshot and its locks for as long as the client likes. In the statistics it looks like a
-- slow query, and no index helps.
--
-- ## How to fix
-- tcp_user_timeout and tcp_keepalives_idle end sessions whose client is gone.
--
-- ## False positives
-- The wait that is seen now may be short, and the statement long for another reason.
--
-- ## Sources
-- PostgreSQL documentation, "Wait Events of Type Client".

WITH found AS (
    SELECT
        s.pid,
        s.role_name,
        s.database_name,
        s.application_name,
        s.wait_event,
        s.query,
        s.query_seconds / 60 AS minutes
    FROM sessions AS s
    CROSS JOIN params AS p
    WHERE s.backend_type = 'client backend' AND s.state = 'active' AND s.wait_event_type = 'Client'
      AND s.wait_event IN ('ClientWrite', 'ClientRead') AND s.query_seconds >= p.min_minutes * 60
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
    r.role_name,
    r.database_name,
    r.application_name,
    r.wait_event,
    r.query,
    r.minutes,
    r.sessions
FROM ranked AS r
WHERE r.place = 1
UNION ALL
SELECT
    NULL, NULL, 'insufficient_privilege', h.reason, h.advice, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM hidden_sessions AS h
