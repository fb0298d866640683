-- id          = "excess-wal"
-- title       = "Much more WAL than was planned for"
-- severity    = "warning"
-- object      = "server"
-- reads       = ["settings", "wal_directory"]
-- privileges  = ["pg_monitor"]
-- message     = "The folder of the WAL holds {{ bytes | bytes }} in {{ files }} files; max_wal_size and wal_keep_size allow {{ allowed | bytes }}"
-- remediation = "Find out what holds it: a replication slot that nobody reads (pg_replication_slots), an archive_command that fails (pg_stat_archiver), or more load than max_wal_size was chosen for."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_factor]
-- default = 2
-- about   = "Times of the planned size from which it is reported."
-- [params.error_factor]
-- default = 10
-- about   = "Times from which it is an `error`."
-- ---
-- ## What it does
-- Compares the size of the WAL folder with max_wal_size and wal_keep_size. Needs the rights of pg_monitor.
--
-- ## Why it matters
-- When its disk is full, the server stops, and does not start again before there is room.
--
-- ## How to fix
-- Remove the cause, never files of the folder.
--
-- ## False positives
-- A moment of heavy load; max_wal_size is no hard limit.
--
-- ## Sources
-- PostgreSQL documentation, "WAL Configuration". check_pgactivity compares with the same sum.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    w.files,
    w.bytes,
    m.allowed,
    CASE WHEN w.bytes >= m.allowed * p.error_factor THEN 'error' END AS severity
FROM wal_directory AS w
CROSS JOIN (
    SELECT sum(s.value::bigint) * 1048576 AS allowed FROM settings AS s WHERE s.name IN ('max_wal_size', 'wal_keep_size')
) AS m
CROSS JOIN params AS p
WHERE w.bytes >= m.allowed * p.min_factor
