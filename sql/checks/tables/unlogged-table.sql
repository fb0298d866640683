-- id          = "unlogged-table"
-- title       = "Table that a crash empties"
-- severity    = "info"
-- object      = "table"
-- reads       = ["standbys", "tables"]
-- message     = "{{ qualified }} is unlogged: a crash of the server empties it{% if standby_count %}, and standbys, of which there are {{ standby_count }}, have none of its rows, so a failover loses them{% endif %}"
-- remediation = "If its rows matter, make it a logged table: ALTER TABLE {{ qualified }} SET LOGGED writes it anew under an exclusive lock, and tables that it refers to must be logged before."
-- since       = "0.1.0"
-- tags        = ["availability", "replication"]
-- ---
-- ## What it does
-- Looks for unlogged tables and partitions. With standbys that stream from this server the finding is a `warning`.
--
-- ## Why it matters
-- Unlogged tables leave nothing in the WAL: not in backups, not on standbys, not after a crash or an immediate shutdown.
--
-- ## How to fix
-- SET LOGGED, while nobody uses the table. For what may be lost, leave it.
--
-- ## False positives
-- Caches, queues and staging tables that can be filled again.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", UNLOGGED. check_pgactivity and pg_gather report them.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    CASE WHEN s.standby_count > 0 THEN 'warning' END AS severity,
    t.qualified,
    t.bytes,
    NULLIF(s.standby_count, 0) AS standby_count
FROM tables AS t
CROSS JOIN (SELECT count(*) AS standby_count FROM standbys AS x) AS s
WHERE t.is_unlogged AND t.kind = 'table'
