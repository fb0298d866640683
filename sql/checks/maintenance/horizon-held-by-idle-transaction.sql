-- id          = "horizon-held-by-idle-transaction"
-- title       = "Forgotten transaction that keeps VACUUM from removing dead rows"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["horizon_holders"]
-- message     = "An idle transaction of {{ role_name }} ({{ holder_name }}, process {{ pid }}) has been open{% if since %} since {{ since }}{% endif %} and keeps every row that died in the last {{ transaction_age }} transactions{% if others %}; {{ others }} more do alike{% endif %}"
-- remediation = "End it: SELECT pg_terminate_backend({{ pid }}). Then find why the application leaves it open, and set idle_in_transaction_session_timeout."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum", "wraparound"]
-- [params.min_age]
-- default = 1000000
-- about   = "Transactions that have begun since, from which a transaction is reported."
-- [params.min_minutes]
-- default = 15
-- about   = "Minutes that it must have been open, where that is known."
-- [params.error_age]
-- default = 500000000
-- about   = "Transactions from which the finding is an `error`: wraparound is in sight."
-- ---
-- ## What it does
-- Looks for the transaction with the oldest snapshot or id whose client does nothing with it.
--
-- ## Why it matters
-- VACUUM must keep every row that this transaction might still see, in all tables, and it holds the locks that it took.
--
-- ## How to fix
-- idle_in_transaction_session_timeout ends such sessions by itself; a few minutes suit most applications.
--
-- ## False positives
-- None known. A transaction in READ COMMITTED that has written nothing holds no rows while it is idle, and is not
-- reported.
--
-- ## Sources
-- PostgreSQL: ComputeXidHorizons() in procarray.c; documentation, "idle_in_transaction_session_timeout". pganalyze warns
-- after 30 minutes, pgmonitor after 5, whatever such a transaction holds.

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
    WHERE x.cause = 'idle transaction'
      AND x.transaction_age >= p.min_age
      AND (x.since IS NULL OR x.since <= now() - make_interval(mins => p.min_minutes::int))
) AS h
CROSS JOIN params AS p
WHERE h.place = 1
