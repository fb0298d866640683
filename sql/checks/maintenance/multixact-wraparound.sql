-- id          = "multixact-wraparound"
-- title       = "Database that runs out of multixact ids"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["database_ages"]
-- message     = "{{ used_percent }} % of the multixact ids that {{ qualified }} can use before the server stops to assign any are used; {{ remaining }} are left"
-- remediation = "Find what holds VACUUM back (the checks named horizon-held-by, old-prepared-transaction, temporary-table-holds-freeze), end it, and run VACUUM on the oldest tables of that database, which table-freeze-overdue names there."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.min_percent]
-- default = 50
-- about   = "Used share, in percent, from which a database is reported."
-- [params.error_percent]
-- default = 75
-- about   = "Used share, in percent, from which the finding is an `error`."
-- ---
-- ## What it does
-- Compares the age of the oldest multixact id of every database of the server with the 2^31 ids that there are. A
-- multixact stands for several transactions that lock one row at once, as foreign keys and SELECT FOR SHARE do.
--
-- ## Why it matters
-- Near the end the server refuses what would need a new one: inserts into tables with foreign keys fail first.
--
-- ## How to fix
-- As with transaction ids: remove what holds VACUUM back, then VACUUM the oldest tables.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Multixacts and Wraparound"; multixact.c. pganalyze warns at 50 % and 80 %; most other
-- tools look at transaction ids alone.

SELECT
    NULL AS schema_name,
    d.qualified AS object_name,
    CASE WHEN d.multixact_age * 100.0 / 2147483648 >= p.error_percent THEN 'error' END AS severity,
    d.qualified,
    d.multixact_age,
    round(d.multixact_age * 100.0 / 2147483648)::bigint AS used_percent,
    GREATEST(2147483648 - 3000000 - d.multixact_age, 0) AS remaining
FROM database_ages AS d
CROSS JOIN params AS p
WHERE d.multixact_age * 100.0 / 2147483648 >= p.min_percent
