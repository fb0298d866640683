-- id          = "long-lock-wait"
-- title       = "Session that has waited for a lock for long"
-- severity    = "warning"
-- object      = "session"
-- reads       = ["lock_waits", "sessions"]
-- identity    = ["database_name", "relation_name"]
-- message     = "Session {{ pid }}{% if role_name %} of role {{ role_name }}{% endif %} has waited {{ seconds }} s for {{ mode }}{% if relation_name %} on {{ relation_name }}{% else %} ({{ lock_type }}){% endif %}{% if query %}: {{ query }}{% endif %}{% if sessions > 1 %}; and {{ sessions - 1 }} more like it{% endif %}"
-- remediation = "See blocking-session for who is in front. SELECT pg_cancel_backend({{ pid }}) ends the waiting statement."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_seconds]
-- default = 60
-- about   = "Seconds from which a wait is reported."
-- ---
-- ## What it does
-- Looks for sessions that have waited for a lock for `min_seconds`.
--
-- ## Why it matters
-- Users wait for it, and it may hold other locks meanwhile.
--
-- ## How to fix
-- lock_timeout gives up instead; short transactions let nobody wait.
--
-- ## False positives
-- Migrations that wait for a quiet moment.
--
-- ## Sources
-- check_postgres warns at one minute and is critical at two; pgFirstAid reports 30 s.

SELECT
    NULL AS schema_name,
    quote_ident(s.role_name) AS object_name,
    w.pid,
    w.mode,
    w.lock_type,
    w.relation_name,
    w.wait_seconds AS seconds,
    w.sessions,
    s.role_name,
    s.database_name,
    CASE WHEN s.state IS NOT NULL THEN s.query END AS query
FROM (SELECT l.*, count(*) OVER (PARTITION BY a.role_name, a.database_name, l.relation_oid) AS sessions,
             row_number() OVER (PARTITION BY a.role_name, a.database_name, l.relation_oid
                                ORDER BY l.wait_seconds DESC, l.pid) AS place
      FROM lock_waits AS l
      JOIN params AS p ON l.wait_seconds >= p.min_seconds
      LEFT JOIN sessions AS a ON a.pid = l.pid) AS w
LEFT JOIN sessions AS s ON s.pid = w.pid
WHERE w.place = 1
