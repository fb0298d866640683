-- id          = "connection-limit-reached"
-- title       = "Role or database near its limit of connections"
-- severity    = "warning"
-- object      = "role"
-- reads       = ["connection_limits"]
-- message     = "{{ used }} of the {{ allowed }} connections that {{ kind }} {{ object_name }} may have are taken"
-- remediation = "Raise it with ALTER {{ kind | upper }} ... CONNECTION LIMIT, or find out why so many are open."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 90
-- about   = "Percent of the limit from which it is reported."
-- [params.min_limit]
-- default = 2
-- about   = "Smaller limits are not reported."
-- ---
-- ## What it does
-- Compares the sessions of each role and each database that has a CONNECTION LIMIT with it. Superusers are not
-- limited.
--
-- ## Why it matters
-- At the limit connections are refused, and the message is mistaken for a full server.
--
-- ## How to fix
-- Close what is idle, use a pool, or raise the limit.
--
-- ## False positives
-- Limits that are meant to be reached.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE ROLE" and "CREATE DATABASE".

SELECT
    NULL AS schema_name,
    l.qualified AS object_name,
    l.kind AS object_kind,
    l.kind,
    l.used,
    l.allowed
FROM connection_limits AS l
CROSS JOIN params AS p
WHERE l.used * 100 >= l.allowed * p.min_percent AND l.allowed >= p.min_limit
