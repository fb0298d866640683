-- id          = "default-shared-buffers"
-- title       = "Buffer cache of the default size for a large database"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["database_volume", "settings"]
-- message     = "shared_buffers is {{ bytes | bytes }} for a database of {{ database_bytes | bytes }}"
-- remediation = "Set it to a quarter of the memory, more on a machine for nothing else, and {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_bytes]
-- default = 134217728
-- about   = "Size of shared_buffers, in bytes, up to which it counts as never set."
-- [params.min_database_bytes]
-- default = 2147483648
-- about   = "Databases smaller than so many bytes are not reported."
-- ---
-- ## What it does
-- Compares shared_buffers with the size of this database, where the setting is at its default or below. Size is what
-- VACUUM and ANALYZE noted.
--
-- ## Why it matters
-- 128 MB is chosen so that PostgreSQL starts anywhere. Blocks that do not fit are read from the operating system
-- again and again, and changed ones are written more often.
--
-- ## How to fix
-- A quarter of the memory is a good start; a restart is needed.
--
-- ## False positives
-- A database of which only little is in use; then the hit ratio of the cache is high all the same.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", shared_buffers. pgFirstAid reports the default whatever the
-- database is, postgres-checkup less than 20 % of the memory, which SQL cannot see.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value::bigint * b.value::bigint AS bytes,
    v.bytes AS database_bytes,
    s.activation
FROM settings AS s
JOIN settings AS b ON b.name = 'block_size'
CROSS JOIN database_volume AS v
CROSS JOIN params AS p
WHERE s.name = 'shared_buffers' AND s.value::bigint * b.value::bigint <= p.max_bytes
  AND v.bytes >= p.min_database_bytes
