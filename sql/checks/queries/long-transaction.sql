-- id          = "long-transaction"
-- title       = "Transaction that has been open for long"
-- severity    = "warning"
-- object      = "session"
-- confidence  = "medium"
-- reads       = ["hidden_sessions", "sessions"]
-- identity    = ["database_name", "application_name"]
-- message     = "Session {{ pid }} of role {{ role_name }} in database {{ database_name }} has had a transaction open for {{ minutes }} minutes and is still working in it{% if sessions > 1 %}; and {{ sessions - 1 }} more like it{% endif %}"
-- remediation = "Commit in between: batches of some thousand rows, or a cursor WITH HOLD. Index builds and dumps cannot; start them when little is written."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_minutes]
-- default = 60
-- about   = "Minutes from which a transaction is reported."
-- [params.backup_names]
-- default = ["pg_dump%", "pg_basebackup%", "pgbackrest%", "barman%", "pg_repack%"]
-- about   = "Patterns of application_name of programs that take long on purpose."
-- ---
-- ## What it does
-- Looks for transactions of clients that have been open for `min_minutes`, while the statement that runs now is
-- younger than the transaction: what one long statement does is in `long-running-query`, and what does nothing in
-- `idle-in-transaction`. Sessions that the caller may not look into are told in one row with
-- `insufficient_privilege`.
--
-- ## Why it matters
-- Locks are held until the end, and in higher isolation levels, or with an open cursor, VACUUM removes no dead row
-- that is newer than the beginning.
--
-- ## How to fix
-- Commit after each batch. What must be all or nothing can be prepared in a table of its own first.
--
-- ## False positives
-- Bulk loads that must be all or nothing.
--
-- ## Sources
-- postgres-checkup reports more than an hour; check_postgres leaves the threshold to the user.

WITH found AS (
    SELECT
        s.pid,
        s.role_name,
        s.database_name,
        s.application_name,
        s.transaction_seconds / 60 AS minutes
    FROM sessions AS s
    CROSS JOIN params AS p
    WHERE s.backend_type = 'client backend' AND s.state = 'active' AND NOT s.is_own
      AND s.transaction_seconds >= p.min_minutes * 60 AND s.query_seconds * 2 < s.transaction_seconds
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
    r.minutes,
    r.sessions
FROM ranked AS r
WHERE r.place = 1
UNION ALL
SELECT
    NULL, NULL, 'insufficient_privilege', h.reason, h.advice, NULL, NULL, NULL, NULL, NULL, NULL
FROM hidden_sessions AS h
