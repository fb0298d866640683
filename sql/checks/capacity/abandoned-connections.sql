-- id          = "abandoned-connections"
-- title       = "Connections that break off"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["database_activity"]
-- message     = "{{ percent }} % of the {{ sessions }} sessions of database {{ object_name }} ended badly: {{ abandoned }} lost by the client, {{ failed }} by a fatal error, {{ killed }} ended by somebody"
-- remediation = "Look for timeouts of firewalls and proxies (tcp_keepalives_idle helps), for clients that crash, and for scripts that end sessions."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_sessions]
-- default = 1000
-- about   = "Sessions that a database must have counted."
-- [params.min_percent]
-- default = 10
-- about   = "Percent of bad ends from which they are reported."
-- ---
-- ## What it does
-- Compares the sessions that ended badly with all sessions of this database.
--
-- ## Why it matters
-- A client that vanishes leaves its transaction open until the server notices, with its locks. Fatal errors and
-- terminated sessions are failed requests of users.
--
-- ## How to fix
-- The log tells which client and when: log_disconnections.
--
-- ## False positives
-- Pools and programs that close the socket without saying goodbye count as lost.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_database", sessions_abandoned, sessions_fatal and sessions_killed.

SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    a.sessions,
    a.abandoned,
    a.failed,
    a.killed,
    round(100.0 * (a.abandoned + a.failed + a.killed) / a.sessions) AS percent
FROM database_activity AS a
CROSS JOIN params AS p
WHERE a.is_current AND a.sessions >= p.min_sessions
  AND (a.abandoned + a.failed + a.killed) * 100 >= a.sessions * p.min_percent
