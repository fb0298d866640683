-- id          = "oversized-shared-buffers"
-- title       = "Buffer cache that nothing can fill"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "low"
-- reads       = ["database_volume", "databases", "settings"]
-- message     = "shared_buffers is {{ bytes | bytes }}{% if is_over_memory %}, more than {{ params.max_percent }} % of the memory{% else %}, yet the only database has {{ database_bytes | bytes }}{% endif %}"
-- remediation = "Set it to {% if is_over_memory %}a quarter of the memory{% else %}about the size of the database, with room for growth,{% endif %} and {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.ram_bytes]
-- default = 0
-- about   = "Memory of the machine, in bytes; 0 if it is not known."
-- [params.max_percent]
-- default = 40
-- about   = "Percent of the memory that the cache may take."
-- [params.min_bytes]
-- default = 1073741824
-- about   = "A smaller cache, in bytes, is not compared with the database."
-- ---
-- ## What it does
-- Compares shared_buffers with the size of this database, if it is the only one of the server but for postgres and
-- templates, and with `max_percent` of `ram_bytes`, if that is given: SQL cannot see how much memory there is.
--
-- ## Why it matters
-- Memory that the cache reserves and cannot fill is lost to sorts, to other programs and to the cache of the
-- operating system. A cache of more than half of the memory keeps most blocks twice, or leaves nothing to the
-- sessions.
--
-- ## How to fix
-- Lower it; a restart is needed.
--
-- ## False positives
-- A new server whose data is still to come.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", shared_buffers. postgresqltuner reports a database smaller than
-- 70 % of the cache, and more than 40 % of the memory.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    c.bytes,
    v.bytes AS database_bytes,
    c.is_over_memory,
    s.activation
FROM settings AS s
JOIN settings AS b ON b.name = 'block_size'
CROSS JOIN database_volume AS v
CROSS JOIN params AS p
CROSS JOIN LATERAL (
    SELECT s.value::bigint * b.value::bigint AS bytes,
           p.ram_bytes > 0 AND s.value::float8 * b.value::bigint * 100 > p.ram_bytes * p.max_percent AS is_over_memory
) AS c
WHERE s.name = 'shared_buffers'
  AND (c.is_over_memory
       OR c.bytes >= p.min_bytes AND v.bytes < c.bytes * 0.7
          AND NOT EXISTS (SELECT FROM databases AS d
                          WHERE NOT d.is_current AND NOT d.is_template AND d.database_name <> 'postgres'))
