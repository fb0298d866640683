-- id          = "default-maintenance-memory"
-- title       = "Little memory for VACUUM and index builds"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["database_volume", "settings"]
-- message     = "maintenance_work_mem is {{ bytes | bytes }}, and the largest table has {{ table_bytes | bytes }}"
-- remediation = "Set it to 1 GB or so, less if many autovacuum workers share little memory, and {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_bytes]
-- default = 67108864
-- about   = "Value of maintenance_work_mem, in bytes, up to which it counts as little."
-- [params.min_table_bytes]
-- default = 10737418240
-- about   = "Size of the largest table, in bytes, from which that matters."
-- ---
-- ## What it does
-- Compares maintenance_work_mem with `max_bytes`, if the largest table of this database has `min_table_bytes`.
--
-- ## Why it matters
-- An index is built by sorting: the less memory, the more passes over the disk. Before PostgreSQL 17, VACUUM reads
-- all indexes of a table once for each memory full of dead rows.
--
-- ## How to fix
-- Raise it for the server, or for the session that builds indexes. autovacuum_work_mem limits the workers of
-- autovacuum apart.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", maintenance_work_mem. postgresqltuner and check_pgactivity report
-- up to 64 MB whatever the size of the data.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value::bigint * 1024 AS bytes,
    v.largest_table_bytes AS table_bytes,
    s.activation
FROM settings AS s
CROSS JOIN database_volume AS v
CROSS JOIN params AS p
WHERE s.name = 'maintenance_work_mem' AND s.value::bigint * 1024 <= p.max_bytes
  AND v.largest_table_bytes >= p.min_table_bytes
