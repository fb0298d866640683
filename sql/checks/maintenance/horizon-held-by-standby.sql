-- id          = "horizon-held-by-standby"
-- title       = "Standby whose queries keep VACUUM from removing dead rows"
-- severity    = "warning"
-- object      = "standby"
-- reads       = ["horizon_holders"]
-- message     = "By its hot_standby_feedback the standby {{ holder_name }} keeps every row that died in the last {{ transaction_age }} transactions"
-- remediation = "Look for a long transaction on the standby (pg_stat_activity there) and end it. If queries there must run for hours, turn its hot_standby_feedback off and raise its max_standby_streaming_delay."
-- since       = "0.1.0"
-- tags        = ["performance", "replication", "vacuum", "wraparound"]
-- [params.min_age]
-- default = 10000000
-- about   = "Transactions that have begun since, from which a standby is reported."
-- [params.error_age]
-- default = 500000000
-- about   = "Transactions from which the finding is an `error`: wraparound is in sight."
-- ---
-- ## What it does
-- Looks for standbys without a replication slot that have this server keep old rows. Those with a slot are reported
-- under its name by `horizon-held-by-replication-slot`.
--
-- ## Why it matters
-- A forgotten transaction on a standby bloats the tables of the primary, where nobody looks for its cause.
--
-- ## How to fix
-- End that transaction. idle_in_transaction_session_timeout works on standbys too.
--
-- ## False positives
-- A long report that the standby exists for, on a very fast primary.
--
-- ## Sources
-- PostgreSQL documentation, "Hot Standby", and backend_xmin in "pg_stat_replication".

SELECT
    NULL AS schema_name,
    quote_literal(h.holder_name) AS object_name,
    CASE WHEN max(h.transaction_age) >= min(p.error_age) THEN 'error' END AS severity,
    h.holder_name,
    max(h.transaction_age) AS transaction_age
FROM horizon_holders AS h
CROSS JOIN params AS p
WHERE h.cause = 'standby' AND h.transaction_age >= p.min_age
GROUP BY h.holder_name
