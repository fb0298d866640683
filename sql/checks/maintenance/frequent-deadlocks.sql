-- id          = "frequent-deadlocks"
-- title       = "Deadlocks"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["database_activity"]
-- message     = "Database {{ object_name }} had {{ deadlocks }} deadlocks, {{ daily }} a day"
-- remediation = "The log shows the statements of each. Let all transactions lock rows and tables in the same order, and keep them short."
-- since       = "0.1.0"
-- tags        = ["correctness", "performance"]
-- [params.min_deadlocks]
-- default = 5
-- about   = "Deadlocks from which a database is reported."
-- [params.min_daily]
-- default = 1
-- about   = "Deadlocks a day from which it is reported."
-- ---
-- ## What it does
-- Divides the deadlocks of this database by the longest time for which they can have been counted.
--
-- ## Why it matters
-- Each deadlock ends a transaction with an error, after both have waited for deadlock_timeout.
--
-- ## How to fix
-- Sort the keys before a transaction updates many rows; take locks with SELECT ... FOR UPDATE in one order; use FOR
-- NO KEY UPDATE where keys do not change.
--
-- ## False positives
-- Applications that repeat the transaction and can live with it.
--
-- ## Sources
-- PostgreSQL documentation, "Explicit Locking", Deadlocks.

SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    a.deadlocks,
    round((a.deadlocks / NULLIF(a.longest_hours, 0) * 24)::numeric, 1) AS daily
FROM database_activity AS a
CROSS JOIN params AS p
WHERE a.is_current AND a.deadlocks >= p.min_deadlocks AND a.deadlocks / NULLIF(a.longest_hours, 0) * 24 >= p.min_daily
