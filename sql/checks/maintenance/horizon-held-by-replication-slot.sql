-- id          = "horizon-held-by-replication-slot"
-- title       = "Replication slot that keeps VACUUM from removing dead rows"
-- severity    = "warning"
-- object      = "replication slot"
-- reads       = ["horizon_holders"]
-- message     = "Replication slot {{ object_name }} ({{ state }}) keeps every row {% if is_catalog %}of the system catalogs {% endif %}that died in the last {{ age }} transactions"
-- remediation = "{% if is_active %}See why its consumer does not move on{% if is_catalog %}, such as a long transaction that it still decodes{% else %}: a long query on the standby, whose hot_standby_feedback asks for it{% endif %}.{% else %}Start its consumer again, or drop the slot if nobody will: SELECT pg_drop_replication_slot(...). A dropped slot cannot be brought back, and its consumer must be set up anew.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "replication", "vacuum", "wraparound"]
-- [params.min_age]
-- default = 10000000
-- about   = "Transactions that have begun since, from which a slot is reported."
-- [params.error_age]
-- default = 500000000
-- about   = "Transactions from which the finding is an `error`: wraparound is in sight."
-- ---
-- ## What it does
-- Looks for replication slots whose xmin (all rows) or catalog_xmin (rows of system catalogs, for logical decoding) is
-- old. Slots that were invalidated hold nothing back, and are left out.
--
-- ## Why it matters
-- A slot remembers what its consumer needs even while nobody is connected: forgotten, it stops VACUUM of all databases
-- for ever, and keeps the WAL as well. With catalog_xmin pg_class, pg_attribute and their kin swell.
--
-- ## How to fix
-- Bring the consumer back or drop the slot. From PostgreSQL 18 on idle_replication_slot_timeout invalidates slots that
-- nobody uses.
--
-- ## False positives
-- None known: on a fast server a consumer a few minutes behind stays below the default.
--
-- ## Sources
-- PostgreSQL documentation, "pg_replication_slots". pganalyze, check_pgactivity and pg_gather name the slot as a cause
-- of a held horizon.

SELECT
    NULL AS schema_name,
    quote_literal(h.holder_name) AS object_name,
    CASE WHEN x.age >= p.error_age THEN 'error' END AS severity,
    h.holder_name AS slot_name,
    h.state,
    h.is_active,
    x.age,
    h.transaction_age IS NULL OR h.transaction_age < h.catalog_age AND h.transaction_age < p.min_age AS is_catalog
FROM horizon_holders AS h
CROSS JOIN params AS p
CROSS JOIN LATERAL (SELECT GREATEST(h.transaction_age, h.catalog_age) AS age) AS x
WHERE h.cause = 'replication slot' AND x.age >= p.min_age
