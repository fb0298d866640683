-- id          = "small-effective-cache-size"
-- title       = "Planner that expects a smaller cache than there is"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "effective_cache_size is {{ bytes | bytes }}, less than shared_buffers alone with {{ buffer_bytes | bytes }}"
-- remediation = "Set it to what shared_buffers and the cache of the operating system have together, about three quarters of the memory, and {{ activation }}. It reserves nothing."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Compares effective_cache_size with shared_buffers.
--
-- ## Why it matters
-- The planner takes it for the memory in which a table stays between two looks at it. Too small a value makes index
-- scans look dear, and sequential scans are chosen instead.
--
-- ## How to fix
-- Raise it. It is an estimate only and needs no restart.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Planner Cost Constants", effective_cache_size. postgresqltuner reports the same.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value::bigint * z.value::bigint AS bytes,
    b.value::bigint * z.value::bigint AS buffer_bytes,
    s.activation
FROM settings AS s
JOIN settings AS b ON b.name = 'shared_buffers'
JOIN settings AS z ON z.name = 'block_size'
WHERE s.name = 'effective_cache_size' AND s.value::bigint < b.value::bigint
