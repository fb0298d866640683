-- id          = "idle-connections"
-- title       = "Connections that are open and do nothing"
-- severity    = "info"
-- object      = "role"
-- confidence  = "medium"
-- reads       = ["hidden_sessions", "sessions"]
-- message     = "{{ idle }} of the {{ sessions }} sessions of role {{ object_name }} have been idle for {{ minutes }} minutes or more"
-- remediation = "Let the application's pool keep fewer connections, or put PgBouncer in front in transaction mode."
-- since       = "0.1.0"
-- tags        = ["memory"]
-- [params.idle_minutes]
-- default = 60
-- about   = "Minutes without a statement after which a session counts as idle."
-- [params.min_sessions]
-- default = 50
-- about   = "Idle sessions of a role from which they are reported."
-- [params.min_percent]
-- default = 70
-- about   = "Percent of its sessions that must be idle."
-- ---
-- ## What it does
-- Counts for each role the sessions that have been idle for `idle_minutes`, if they are `min_sessions` and
-- `min_percent` of its sessions.
--
-- ## Why it matters
-- Each has a process and keeps the memory of its caches, a few MB to some hundred; together they are what uses up
-- max_connections.
--
-- ## How to fix
-- Lower the smallest and the largest size of the pools: instances of an application each have one.
--
-- ## False positives
-- A pool sized for peaks; it is midnight.
--
-- ## Sources
-- pgFirstAid reports single sessions that are idle for an hour, which all pools have.

SELECT
    NULL AS schema_name,
    quote_ident(s.role_name) AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    count(*) AS sessions,
    count(*) FILTER (WHERE s.state = 'idle' AND s.state_seconds >= p.idle_minutes * 60) AS idle,
    p.idle_minutes AS minutes
FROM sessions AS s
CROSS JOIN params AS p
WHERE s.backend_type = 'client backend'
GROUP BY s.role_name, p.idle_minutes, p.min_sessions, p.min_percent
HAVING count(*) FILTER (WHERE s.state = 'idle' AND s.state_seconds >= p.idle_minutes * 60)
       >= GREATEST(p.min_sessions, count(*) * p.min_percent / 100)
UNION ALL
SELECT
    NULL,
    NULL,
    'insufficient_privilege',
    h.reason,
    h.advice,
    NULL, NULL, NULL
FROM hidden_sessions AS h
