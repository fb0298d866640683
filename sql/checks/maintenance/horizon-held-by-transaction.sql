-- id          = "horizon-held-by-transaction"
-- title       = "Long transaction that keeps VACUUM from removing dead rows"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["horizon_holders"]
-- message     = "A transaction of {{ role_name }} ({{ holder_name }}, process {{ pid }}) has been open{% if since %} since {{ since }}{% endif %} and keeps every row that died in the last {{ transaction_age }} transactions{% if others %}; {{ others }} more do alike{% endif %}"
-- remediation = "Let it end, or end it: SELECT pg_terminate_backend({{ pid }}). Reports that run for hours belong on a replica without hot_standby_feedback, or in smaller transactions."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum", "wraparound"]
-- [params.min_age]
-- default = 1000000
-- about   = "Transactions that have begun since, from which a transaction is reported."
-- [params.min_minutes]
-- default = 60
-- about   = "Minutes that it must have been open, where that is known."
-- [params.error_age]
-- default = 500000000
-- about   = "Transactions from which the finding is an `error`: wraparound is in sight."
-- ---
-- ## What it does
-- Looks for the transaction at work whose snapshot is the oldest. VACUUM and its workers, which hold nothing back, do
-- not count, and those that are idle are reported by `horizon-held-by-idle-transaction`.
--
-- ## Why it matters
-- VACUUM must keep every row that this transaction might still see, in all tables: they grow, every scan reads the dead
-- rows, and VACUUM runs again and again for nothing.
--
-- ## How to fix
-- End the session if nobody waits for its result. transaction_timeout (from PostgreSQL 17 on) and statement_timeout
-- bound such transactions.
--
-- ## False positives
-- pg_dump and the building of an index must hold a snapshot for as long as they take.
--
-- ## Sources
-- PostgreSQL: ComputeXidHorizons() in procarray.c; documentation, "pg_stat_activity". pganalyze reports a horizon held
-- for 24 hours, pg_gather from 10,000 transactions on, Amazon's postgres_get_av_diag() from 500 million on.

SELECT
    NULL AS schema_name,
    quote_ident(current_database()) AS object_name,
    CASE WHEN h.transaction_age >= p.error_age THEN 'error' END AS severity,
    h.holder_name,
    COALESCE(h.role_name, 'an unknown role') AS role_name,
    h.pid,
    h.transaction_age,
    to_char(h.since, 'YYYY-MM-DD HH24:MI') AS since,
    h.holders - 1 AS others
FROM (
    SELECT x.*, count(*) OVER () AS holders, row_number() OVER (ORDER BY x.transaction_age DESC, x.pid) AS place
    FROM horizon_holders AS x
    CROSS JOIN params AS p
    WHERE x.cause = 'transaction'
      AND x.transaction_age >= p.min_age
      AND (x.since IS NULL OR x.since <= now() - make_interval(mins => p.min_minutes::int))
) AS h
CROSS JOIN params AS p
WHERE h.place = 1
