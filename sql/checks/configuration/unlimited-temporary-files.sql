-- id          = "unlimited-temporary-files"
-- title       = "Temporary files without a limit on a server that writes many"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["database_activity", "settings"]
-- message     = "temp_file_limit is not set, and databases of this server have written {{ temporary_bytes | bytes }} of temporary files"
-- remediation = "Set a limit for each session that leaves room on the disk, and {{ activation }}; only superusers can raise it for themselves."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_bytes]
-- default = 10737418240
-- about   = "Temporary files, in bytes, since counters were reset, from which it matters."
-- ---
-- ## What it does
-- Looks for temp_file_limit = -1 on a server whose queries have written `min_bytes` of temporary files.
--
-- ## Why it matters
-- One query with a forgotten join condition fills the disk. If the WAL lies there too, the whole server stops.
--
-- ## How to fix
-- Set temp_file_limit, in kB, to what no sane query needs; a query that needs more gets an error, and the server goes
-- on.
--
-- ## False positives
-- Temporary files in a tablespace of their own (temp_tablespaces).
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", temp_file_limit.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    a.temporary_bytes,
    s.activation
FROM settings AS s
CROSS JOIN (SELECT sum(d.temporary_bytes) AS temporary_bytes FROM database_activity AS d) AS a
CROSS JOIN params AS p
WHERE s.name = 'temp_file_limit' AND s.value = '-1' AND a.temporary_bytes >= p.min_bytes
