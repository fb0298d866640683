-- id          = "high-rollback-ratio"
-- title       = "Transactions that fail too often"
-- severity    = "info"
-- object      = "database"
-- confidence  = "low"
-- reads       = ["database_activity"]
-- message     = "{{ percent }} % of {{ transactions }} transactions of database {{ object_name }} were rolled back"
-- remediation = "Look into the log for the errors: constraint violations used as a test (INSERT ... ON CONFLICT does better), serialization failures, timeouts."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_transactions]
-- default = 10000
-- about   = "Transactions that must have been counted."
-- [params.min_percent]
-- default = 10
-- about   = "Percent of rollbacks from which a database is reported."
-- ---
-- ## What it does
-- Compares the transactions that were rolled back with all.
--
-- ## Why it matters
-- What a failed transaction did is wasted, and leaves dead rows behind.
--
-- ## How to fix
-- Depends on the errors; log_min_error_statement shows their statements.
--
-- ## False positives
-- Pools that end each request with ROLLBACK, even one that only read.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_database", xact_rollback. check_postgres and check_pgactivity leave the
-- threshold to the user.

SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    a.commits + a.rollbacks AS transactions,
    round(100.0 * a.rollbacks / (a.commits + a.rollbacks), 1) AS percent
FROM database_activity AS a
CROSS JOIN params AS p
WHERE a.is_current AND a.commits + a.rollbacks >= p.min_transactions
  AND a.rollbacks * 100 >= (a.commits + a.rollbacks) * p.min_percent
