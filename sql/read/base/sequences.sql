-- id = "sequences"
-- reads = ["schemas", "extension_members"]
-- ---
-- Sequences with the last value that each gave: NULL if none yet, if the caller may not see it (not `is_readable`), or
-- if there is none to see, as an unlogged sequence has no content on a standby (`is_absent`).
SELECT
    c.oid AS sequence_oid,
    s.schema_name,
    c.relname::text AS sequence_name,
    format('%I.%I', s.schema_name, c.relname) AS qualified,
    format_type(q.seqtypid, NULL) AS data_type,
    q.seqstart AS start_value,
    q.seqincrement AS increment,
    q.seqmin AS min_value,
    q.seqmax AS max_value,
    q.seqcycle AS is_cycling,
    q.seqcache AS cache_size,
    c.relpersistence = 'u' AS is_unlogged,
    c.relowner AS owner_oid,
    r.is_readable,
    r.is_absent,
    CASE WHEN r.is_readable AND NOT r.is_absent THEN pg_sequence_last_value(c.oid) END AS last_value
FROM pg_catalog.pg_sequence AS q
JOIN pg_catalog.pg_class AS c ON c.oid = q.seqrelid
JOIN schemas AS s ON s.schema_oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT has_sequence_privilege(c.oid, 'SELECT, USAGE') AS is_readable,
           c.relpersistence = 'u' AND pg_is_in_recovery() AS is_absent
) AS r
WHERE c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
