-- id          = "blocking-session"
-- title       = "Session that others wait for"
-- severity    = "warning"
-- object      = "session"
-- reads       = ["lock_waits", "sessions"]
-- identity    = ["database_name", "application_name"]
-- message     = "{% if pid == 0 %}A prepared transaction{% else %}Session {{ pid }}{% if role_name %} of role {{ role_name }}{% endif %}{% endif %} blocks {{ blocked }} session{% if blocked > 1 %}s{% endif %}, the first for {{ seconds }} s{% if state %}; it is {{ state }}{% endif %}{% if query %}: {{ query }}{% endif %}"
-- remediation = "{% if pid == 0 %}End it with COMMIT PREPARED or ROLLBACK PREPARED; pg_prepared_xacts lists them.{% elif state == 'active' %}Wait for it, or end its statement: SELECT pg_cancel_backend({{ pid }}).{% else %}Let its client commit, or end it: SELECT pg_terminate_backend({{ pid }}).{% endif %}"
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_blocked]
-- default = 3
-- about   = "Blocked sessions from which the one in front is reported."
-- [params.min_seconds]
-- default = 60
-- about   = "Seconds that one session must have waited, if they are fewer."
-- [params.error_blocked]
-- default = 20
-- about   = "Blocked sessions from which it is an `error`."
-- [params.error_seconds]
-- default = 600
-- about   = "Seconds from which it is an `error`."
-- ---
-- ## What it does
-- Follows who waits for whom to the sessions that wait for nobody, and reports those that `min_blocked` sessions wait
-- for, directly or behind others, or one for `min_seconds`. What a session does that the caller may not look into is
-- left out of the message.
--
-- ## Why it matters
-- Behind one lock a queue forms; each waiting session keeps a connection, and soon none is left.
--
-- ## How to fix
-- Short transactions, DDL with a lock_timeout, the same order of locks everywhere.
--
-- ## False positives
-- A migration that everybody waits for on purpose.
--
-- ## Sources
-- pganalyze: three sessions or more, 5 minutes warning, 10 critical. pghero pairs sessions by table, which matches
-- locks that have nothing to do with each other; pg_blocking_pids() does not.

WITH RECURSIVE waits AS MATERIALIZED (
    SELECT w.pid, b.blocker, w.wait_seconds
    FROM lock_waits AS w
    CROSS JOIN LATERAL unnest(w.blockers) AS b (blocker)
), reached AS (
    -- From the front of each queue backward: one row for each session behind it, however they wait for each other.
    SELECT w.blocker AS root, w.pid, w.wait_seconds
    FROM waits AS w
    WHERE NOT EXISTS (SELECT FROM waits AS o WHERE o.pid = w.blocker)
    UNION
    SELECT r.root, w.pid, w.wait_seconds
    FROM reached AS r
    JOIN waits AS w ON w.blocker = r.pid
), roots AS (
    SELECT r.root AS pid, count(*) AS blocked, max(r.wait_seconds) AS seconds
    FROM reached AS r
    GROUP BY r.root
)
SELECT
    NULL AS schema_name,
    quote_ident(s.role_name) AS object_name,
    r.pid,
    CASE WHEN r.blocked >= p.error_blocked OR r.seconds >= p.error_seconds THEN 'error' END AS severity,
    r.blocked,
    r.seconds,
    s.role_name,
    s.database_name,
    s.application_name,
    s.state,
    CASE WHEN s.state IS NOT NULL THEN s.query END AS query
FROM roots AS r
LEFT JOIN sessions AS s ON s.pid = r.pid
CROSS JOIN params AS p
WHERE r.blocked >= p.min_blocked OR r.seconds >= p.min_seconds
