-- id          = "prepared-transaction-limit"
-- title       = "Prepared transactions nearly used up"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["server_slots"]
-- message     = "{{ used }} of {{ allowed }} prepared transactions are open ({{ object_name }})"
-- remediation = "Look for ones that were forgotten (pg_prepared_xacts) and end them with COMMIT PREPARED or ROLLBACK PREPARED; raise {{ object_name }} if all are in use."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 90
-- about   = "Percent of the places from which it is reported."
-- ---
-- ## What it does
-- Compares the prepared transactions with max_prepared_transactions.
--
-- ## Why it matters
-- At the limit PREPARE TRANSACTION fails, and with it each distributed transaction.
--
-- ## How to fix
-- A transaction manager must end what it prepared, after a crash too.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "PREPARE TRANSACTION".

SELECT
    NULL AS schema_name,
    s.setting_name AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    s.resource,
    s.used,
    s.allowed
FROM server_slots AS s
CROSS JOIN params AS p
WHERE s.resource IN ('prepared transactions') AND s.allowed > 0 AND s.used * 100 >= s.allowed * p.min_percent
