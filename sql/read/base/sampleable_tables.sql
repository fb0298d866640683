-- id = "sampleable_tables"
-- reads = ["tables"]
-- ---
-- Tables of which rows can be looked at, if the caller may: partitions stand under their root, and foreign tables are
-- never asked, since what that costs nobody here knows.
SELECT
    t.table_oid::bigint AS table_oid,
    t.schema_name,
    t.table_name,
    t.qualified,
    t.kind,
    t.row_estimate,
    has_schema_privilege(t.schema_name, 'USAGE')
        AND has_any_column_privilege(t.table_oid, 'SELECT')
        AND NOT row_security_active(t.table_oid) AS is_readable
FROM tables AS t
WHERE t.kind <> 'foreign table' AND NOT t.is_partition
