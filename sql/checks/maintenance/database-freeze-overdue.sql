-- id          = "database-freeze-overdue"
-- title       = "Database that autovacuum does not freeze in time"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["database_ages"]
-- message     = "The oldest {{ what }} of {{ qualified }} is {{ age }} old, {{ percent }} % of {{ setting }}: VACUUM against wraparound should have been over by now"
-- remediation = "Find what holds VACUUM back (the checks named horizon-held-by, old-prepared-transaction, temporary-table-holds-freeze), or whether its workers are too few or too slow (autovacuum-workers-busy, autovacuum-throttled)."
-- identity    = ["what"]
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.min_percent]
-- default = 125
-- about   = "Age in percent of the setting from which a database is reported."
-- ---
-- ## What it does
-- Compares the age of the oldest transaction and multixact id of every database with autovacuum_freeze_max_age and
-- autovacuum_multixact_freeze_max_age, at which autovacuum begins to freeze, whether or not it is turned on.
--
-- ## Why it matters
-- The age should fall back a short while after it reaches the setting. If it keeps rising, nothing stops it until the
-- server refuses to write, even if that is still weeks away.
--
-- ## How to fix
-- See which tables are oldest (`table-freeze-overdue`), and why VACUUM does not get through with them.
--
-- ## False positives
-- Very large tables, whose VACUUM takes as long as a quarter of the setting lasts.
--
-- ## Sources
-- PostgreSQL documentation, "Preventing Transaction ID Wraparound Failures". pgmonitor warns at 110 % and 125 %,
-- check_postgres at 90 %, which autovacuum makes normal.

SELECT
    NULL AS schema_name,
    d.qualified AS object_name,
    d.qualified,
    x.what,
    x.age,
    x.setting,
    round(100.0 * x.age / x.max_age)::bigint AS percent
FROM database_ages AS d
CROSS JOIN params AS p
CROSS JOIN LATERAL (VALUES
    ('transaction id', d.transaction_age, d.freeze_max_age, 'autovacuum_freeze_max_age'),
    ('multixact id', d.multixact_age, d.multixact_freeze_max_age, 'autovacuum_multixact_freeze_max_age')
) AS x (what, age, max_age, setting)
WHERE 100.0 * x.age >= p.min_percent * x.max_age
