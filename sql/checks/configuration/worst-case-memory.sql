-- id          = "worst-case-memory"
-- title       = "Sessions that could take more memory than there is"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "low"
-- reads       = ["settings"]
-- message     = "{{ sessions }} sessions with a work_mem of {{ work_bytes | bytes }} may take {{ total_bytes | bytes }} for one sort or hash each{% if ram_bytes %}, and the machine has {{ ram_bytes | bytes }}{% endif %}"
-- remediation = "Lower work_mem, and raise it for single roles or transactions that need more; or lower max_connections with a connection pool in front."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.ram_bytes]
-- default = 0
-- about   = "Memory of the machine, in bytes; 0 if it is not known."
-- [params.min_bytes]
-- default = 100663296
-- about   = "work_mem, in bytes, from which it is judged without knowing the memory."
-- [params.max_bytes]
-- default = 68719476736
-- about   = "Sum, in bytes, above which it is reported without knowing the memory."
-- ---
-- ## What it does
-- Multiplies work_mem with hash_mem_multiplier, half of it for sorts and half for hashes, and with the connections
-- that ordinary users may have, and adds shared_buffers. With `ram_bytes` the sum is compared with the memory of the
-- machine. SQL cannot see that; without it only a work_mem above `min_bytes` whose sum passes `max_bytes` is
-- reported.
--
-- ## Why it matters
-- work_mem is counted for each sort and each hash of each query, in each parallel worker. When memory runs out, Linux
-- ends a process, and with it all sessions of the server.
--
-- ## How to fix
-- A low work_mem for all and more for those who need it costs nothing.
--
-- ## False positives
-- The worst case need not come: most sessions sort little, or are idle.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", work_mem. pg_gather reports more than 96 MB, postgres-checkup and
-- postgresqltuner a worst case above 80 to 90 % of the memory.

SELECT
    NULL AS schema_name,
    'work_mem' AS object_name,
    c.sessions,
    c.work_bytes,
    round(c.total_bytes) AS total_bytes,
    NULLIF(p.ram_bytes, 0) AS ram_bytes
FROM params AS p
CROSS JOIN LATERAL (
    SELECT m.sessions, m.work_bytes, m.buffers + m.sessions * m.work_bytes * (1 + m.multiplier) / 2 AS total_bytes
    FROM (
        SELECT max(s.value::bigint * 1024) FILTER (WHERE s.name = 'work_mem') AS work_bytes,
               max(s.value::float8) FILTER (WHERE s.name = 'hash_mem_multiplier') AS multiplier,
               max(s.value::bigint) FILTER (WHERE s.name = 'max_connections')
               - sum(s.value::bigint) FILTER (WHERE s.name LIKE '%reserved_connections') AS sessions,
               max(s.value::bigint) FILTER (WHERE s.name = 'shared_buffers')
               * max(s.value::bigint) FILTER (WHERE s.name = 'block_size') AS buffers
        FROM settings AS s
        WHERE s.name IN ('work_mem', 'hash_mem_multiplier', 'max_connections', 'superuser_reserved_connections',
                         'reserved_connections', 'shared_buffers', 'block_size')
    ) AS m
) AS c
WHERE CASE WHEN p.ram_bytes > 0 THEN c.total_bytes > p.ram_bytes
           ELSE c.work_bytes >= p.min_bytes AND c.total_bytes > p.max_bytes END
