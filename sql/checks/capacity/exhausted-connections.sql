-- id          = "exhausted-connections"
-- title       = "Connections nearly used up"
-- severity    = "warning"
-- object      = "server"
-- reads       = ["sessions", "settings"]
-- message     = "{{ used }} of {{ allowed }} connections are taken{% if idle is not none %}, {{ idle }} of them idle{% endif %}: at the limit nobody can log in"
-- remediation = "Find out who holds them (pg_stat_activity), close idle ones, and put a connection pool in front before raising max_connections."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 80
-- about   = "Percent of the connections from which it is reported."
-- [params.error_percent]
-- default = 95
-- about   = "Percent from which it is an `error`."
-- ---
-- ## What it does
-- Counts the sessions of clients and compares them with max_connections less what superusers and, from PostgreSQL 16
-- on, members of pg_use_reserved_connections have in reserve. WAL senders do not count.
--
-- ## Why it matters
-- At the limit each new connection is refused, and the application is down although the database is well.
--
-- ## How to fix
-- A pool, such as PgBouncer, lets hundreds of clients share some dozen connections. Raising max_connections needs a
-- restart and memory.
--
-- ## False positives
-- A peak that is over in a second.
--
-- ## Sources
-- PostgreSQL documentation, "Connections and Authentication". check_postgres warns at 90 and 95 %, pgmonitor at 75
-- and 90 %; few of them subtract the reserve.

WITH limits AS (
    SELECT max(s.value::bigint) FILTER (WHERE s.name = 'max_connections')
           - sum(s.value::bigint) FILTER (WHERE s.name LIKE '%reserved_connections') AS allowed
    FROM settings AS s
    WHERE s.name IN ('max_connections', 'superuser_reserved_connections', 'reserved_connections')
), counted AS (
    -- Processes of the server have no role or no database, whoever may look into them.
    SELECT count(*) AS used, 
           CASE WHEN bool_and(a.backend_type IS NOT NULL) THEN count(*) FILTER (WHERE a.state = 'idle') END AS idle
    FROM sessions AS a
    WHERE a.role_name IS NOT NULL AND a.database_name IS NOT NULL
      AND COALESCE(a.backend_type, 'client backend') = 'client backend'
)
SELECT
    NULL AS schema_name,
    NULL AS object_name,
    CASE WHEN c.used * 100 >= l.allowed * p.error_percent THEN 'error' END AS severity,
    c.used,
    c.idle,
    l.allowed
FROM limits AS l
CROSS JOIN counted AS c
CROSS JOIN params AS p
WHERE c.used * 100 >= l.allowed * p.min_percent
