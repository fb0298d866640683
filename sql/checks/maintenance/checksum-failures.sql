-- id          = "checksum-failures"
-- title       = "Pages were read that are damaged"
-- severity    = "error"
-- object      = "database"
-- reads       = ["checksum_failures"]
-- message     = "{{ failures }} pages of {{ name }} had a wrong checksum when they were read{% if last_failure %}, the last at {{ last_failure }}{% endif %}: storage has damaged data"
-- remediation = "Look in the log for the files and blocks. Copy the data directory before anything else, look at disks and memory, and restore the damaged relations from a backup; an index can be made again with REINDEX. pg_amcheck tells what else is wrong."
-- since       = "0.1.0"
-- tags        = ["availability", "corruption"]
-- ---
-- ## What it does
-- Looks at the counters of checksum failures of all databases and of the catalogs that they share.
--
-- ## Why it matters
-- A page that was changed by anything but the server is lost, and others probably are, too: damage seldom comes alone.
-- Old backups are the more valuable the longer it takes to notice.
--
-- ## How to fix
-- Never turn on zero_damaged_pages before there is a copy of everything.
--
-- ## False positives
-- A failure that was dealt with still counts until pg_stat_reset().
--
-- ## Sources
-- PostgreSQL documentation, "Data Checksums" and "pg_stat_database". pgmonitor and check_pgactivity report any failure.

SELECT
    NULL AS schema_name,
    f.qualified AS object_name,
    CASE WHEN f.qualified IS NULL THEN 'server' END AS object_kind,
    f.failures,
    COALESCE(f.qualified, 'the shared catalogs') AS name,
    to_char(f.last_failure, 'YYYY-MM-DD HH24:MI') AS last_failure
FROM checksum_failures AS f
WHERE f.failures > 0
