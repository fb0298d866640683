-- id          = "missing-session-timeouts"
-- title       = "Sessions that may hold a transaction open for ever"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["setting_overrides", "settings"]
-- message     = "Neither idle_in_transaction_session_timeout nor transaction_timeout is set, for the server or for a role"
-- remediation = "Set idle_in_transaction_session_timeout for the roles of applications: ALTER ROLE ... SET idle_in_transaction_session_timeout = '5min'."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks whether one of the two is set in the configuration, or by ALTER ROLE or ALTER DATABASE for anybody.
--
-- ## Why it matters
-- A transaction that a client forgot holds its locks, and keeps VACUUM from removing rows in all tables, until
-- somebody notices.
--
-- ## How to fix
-- Give each kind of role its own limit: web requests seconds, reports hours. statement_timeout limits single
-- statements; for the whole server it also ends dumps and maintenance.
--
-- ## False positives
-- Servers whose connection pool ends such transactions.
--
-- ## Sources
-- PostgreSQL documentation, "Client Connection Defaults". klouddbshield calls unset timeouts critical, pg_gather
-- warns.

SELECT
    NULL AS schema_name,
    s.name AS object_name
FROM settings AS s
WHERE s.name = 'idle_in_transaction_session_timeout' AND s.value = '0'
  AND NOT EXISTS (SELECT FROM settings AS t WHERE t.name = 'transaction_timeout' AND t.value <> '0')
  AND NOT EXISTS (SELECT FROM setting_overrides AS o
                  WHERE o.setting_name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')
                    AND o.value !~ '^0')
