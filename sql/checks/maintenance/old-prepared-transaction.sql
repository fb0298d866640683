-- id          = "old-prepared-transaction"
-- title       = "Prepared transaction that nobody finished"
-- severity    = "warning"
-- object      = "prepared transaction"
-- reads       = ["horizon_holders"]
-- message     = "The transaction prepared as {{ object_name }} by {{ role_name }} has waited since {{ since }} for COMMIT PREPARED or ROLLBACK PREPARED: it keeps its locks, and every row that died in the last {{ transaction_age }} transactions"
-- remediation = "Ask its transaction manager what became of it, and say COMMIT PREPARED or ROLLBACK PREPARED {{ object_name }}. If nobody uses two-phase commit, set max_prepared_transactions to 0."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.min_minutes]
-- default = 30
-- about   = "Minutes after which a prepared transaction is reported."
-- [params.error_age]
-- default = 500000000
-- about   = "Transactions that have begun since, from which the finding is an `error`: wraparound is in sight."
-- ---
-- ## What it does
-- Looks for transactions of two-phase commit in this database that were prepared some time ago.
--
-- ## Why it matters
-- No session shows them and a restart does not end them. Their locks stay, VACUUM removes nothing that died since, and
-- in the end transaction ids run out.
--
-- ## How to fix
-- Only the transaction manager knows whether it must be committed: rolling it back may break a transaction that others
-- have committed.
--
-- ## False positives
-- None known: prepared transactions are meant to live for seconds.
--
-- ## Sources
-- PostgreSQL documentation, "PREPARE TRANSACTION". check_postgres warns after one second and raises an alarm after 30.

SELECT
    NULL AS schema_name,
    quote_literal(h.holder_name) AS object_name,
    CASE WHEN h.transaction_age >= p.error_age THEN 'error' END AS severity,
    h.holder_name AS transaction_name,
    h.role_name,
    to_char(h.since, 'YYYY-MM-DD HH24:MI') AS since,
    h.transaction_age
FROM horizon_holders AS h
CROSS JOIN params AS p
WHERE h.cause = 'prepared transaction'
  AND h.since <= now() - make_interval(mins => p.min_minutes::int)
