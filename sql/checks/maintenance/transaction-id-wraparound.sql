-- id          = "transaction-id-wraparound"
-- title       = "Database that runs out of transaction ids"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["database_ages"]
-- message     = "{{ used_percent }} % of the transaction ids that {{ qualified }} can use before the server stops to assign any are used; {{ remaining }} are left"
-- remediation = "Find what holds VACUUM back (the checks named horizon-held-by, old-prepared-transaction, temporary-table-holds-freeze), end it, and run a plain VACUUM of the oldest tables of that database, which table-freeze-overdue names there."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.min_percent]
-- default = 50
-- about   = "Used share, in percent, from which a database is reported."
-- [params.error_percent]
-- default = 75
-- about   = "Used share, in percent, from which the finding is an `error`; at about that age VACUUM drops all else (vacuum_failsafe_age)."
-- ---
-- ## What it does
-- Compares the age of the oldest transaction id of every database of the server with the 2^31 ids that there are. Each
-- database counts, template0 too, since the oldest decides for all.
--
-- ## Why it matters
-- Three million ids before the end the server refuses every command that writes, until VACUUM has been run. On a busy
-- large server that takes hours to days.
--
-- ## How to fix
-- Autovacuum started long ago, at autovacuum_freeze_max_age; so something keeps it from its work. Once that is gone,
-- VACUUM the oldest tables by hand, without FULL and without FREEZE, which would only do more work than is needed.
--
-- ## False positives
-- None known: a server with a raised autovacuum_freeze_max_age comes near on purpose, and the way back is as long.
--
-- ## Sources
-- PostgreSQL documentation, "Preventing Transaction ID Wraparound Failures"; varsup.c. pganalyze warns at 50 % and 80 %,
-- pgmonitor at 50 % and 75 %, check_postgres at 1.3 and 1.4 thousand million.

SELECT
    NULL AS schema_name,
    d.qualified AS object_name,
    CASE WHEN d.transaction_age * 100.0 / 2147483648 >= p.error_percent THEN 'error' END AS severity,
    d.qualified,
    d.transaction_age,
    round(d.transaction_age * 100.0 / 2147483648)::bigint AS used_percent,
    -- The server stops three million before the end.
    GREATEST(2147483648 - 3000000 - d.transaction_age, 0) AS remaining
FROM database_ages AS d
CROSS JOIN params AS p
WHERE d.transaction_age * 100.0 / 2147483648 >= p.min_percent
