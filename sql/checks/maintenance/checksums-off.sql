-- id          = "checksums-off"
-- title       = "Damaged pages would not be noticed"
-- severity    = "info"
-- object      = "server"
-- reads       = ["settings"]
-- message     = "Data checksums are off: a page that storage has damaged is used as if it were right"
-- remediation = "Turn them on with pg_checksums --enable, for which the server must be stopped, or by setting up a standby with them and failing over."
-- since       = "0.1.0"
-- tags        = ["availability", "corruption"]
-- ---
-- ## What it does
-- Looks at the setting `data_checksums`, which shows how the cluster was made.
--
-- ## Why it matters
-- Disks, controllers and memory fail silently. Without checksums wrong data is replicated to standbys and written into
-- backups until somebody stumbles over it.
--
-- ## How to fix
-- pg_checksums rewrites every page. Checksums cost one or two percent of processor time; from PostgreSQL 18 on initdb
-- turns them on.
--
-- ## False positives
-- File systems with checksums of their own, such as ZFS.
--
-- ## Sources
-- PostgreSQL documentation, "Data Checksums" and "pg_checksums". pgdsat (CIS) requires them.

SELECT NULL AS schema_name, NULL AS object_name, s.value
FROM settings AS s
WHERE s.name = 'data_checksums' AND s.value = 'off'
