-- id          = "unusual-transaction-default"
-- title       = "Transactions that begin in an unusual way"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["server", "settings"]
-- message     = "{{ object_name }} is {{ value }}: {{ effect }}"
-- remediation = "{% if fix_sql %}Set it back to {{ default_value }} and {{ activation }}, if nobody wants it.{% else %}Set it back where it was set, if nobody wants it: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks at default_transaction_read_only on a primary, default_transaction_isolation and
-- default_transaction_deferrable as new sessions get them.
--
-- ## Why it matters
-- Programs written for read committed do not repeat a transaction that fails with a serialization error. A server
-- that is read-only by default refuses what should be written, and any session can change it back: it protects from
-- nothing.
--
-- ## How to fix
-- Ask the application for its isolation level instead, transaction by transaction.
--
-- ## False positives
-- An application made for serializable transactions; a server frozen during a move.
--
-- ## Sources
-- PostgreSQL documentation, "Transaction Isolation".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.default_value,
    s.source,
    s.activation,
    CASE s.name WHEN 'default_transaction_read_only' THEN 'nothing can be written unless the session asks for it'
                WHEN 'default_transaction_deferrable' THEN 'serializable read-only transactions wait before they start'
                ELSE CASE s.value WHEN 'read uncommitted' THEN 'which means read committed in PostgreSQL'
                     ELSE 'transactions can fail and must be repeated' END
    END AS effect,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %I = %L', s.name, s.default_value) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
CROSS JOIN server AS r
WHERE s.name IN ('default_transaction_read_only', 'default_transaction_isolation', 'default_transaction_deferrable')
  AND s.value <> s.default_value AND NOT r.is_standby
