-- id = "sequence_definitions"
-- reads = ["schemas", "extension_members"]
-- ---
-- Sequences as they were declared. Their last values are in `sequences`, and take a lock on each sequence until the end
-- of the transaction: who needs few of them asks pg_sequence_last_value() for those where `is_readable` and not
-- `is_absent`, as an unlogged sequence has no content on a standby.
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
    has_sequence_privilege(c.oid, 'SELECT, USAGE') AS is_readable,
    c.relpersistence = 'u' AND pg_is_in_recovery() AS is_absent
FROM pg_catalog.pg_sequence AS q
JOIN pg_catalog.pg_class AS c ON c.oid = q.seqrelid
JOIN schemas AS s ON s.schema_oid = c.relnamespace
WHERE c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
