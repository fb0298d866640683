-- id          = "minimal-wal-level"
-- title       = "Server whose WAL is good for crash recovery only"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "wal_level is minimal: neither a base backup, nor archiving, nor a standby is possible"
-- remediation = "Set it to replica, which is the default, and {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["durability"]
-- ---
-- ## What it does
-- Looks at the setting wal_level.
--
-- ## Why it matters
-- With minimal WAL a crash can be survived, but not the loss of the disk: only dumps can be restored, with all
-- changes since then lost.
--
-- ## How to fix
-- Set wal_level to replica and restart. max_wal_senders, which had to be 0, can be raised again.
--
-- ## False positives
-- Servers whose data can be loaded again, tests, and the time of a first bulk load.
--
-- ## Sources
-- PostgreSQL documentation, "Write Ahead Log", wal_level.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM settings AS s
WHERE s.name = 'wal_level' AND s.value = 'minimal'
