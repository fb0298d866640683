-- id = "columns"
-- reads = ["tables"]
-- ---
-- Columns of the tables, dropped ones left out. A domain shows the type below it as base type, since storage, range
-- and time zone are decided there.
SELECT
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.kind AS table_kind,
    t.is_partition AS in_partition,
    a.attname::text AS column_name,
    format('%I', a.attname) AS quoted_name,
    format('%s.%I', t.qualified, a.attname) AS qualified,
    a.attnum AS ordinal,
    format_type(a.atttypid, a.atttypmod) AS type_name,
    format_type(b.base_oid, NULL) AS base_type,
    a.atttypid <> b.base_oid AS is_domain,
    a.attnotnull AS is_not_null,
    NULLIF(a.attidentity, '') AS identity_kind,
    a.attgenerated <> '' AS is_generated,
    a.attinhcount > 0 AS is_inherited,
    a.attlen AS byte_length,
    a.attalign::text AS alignment,
    a.attcollation AS collation_oid,
    EXISTS (SELECT FROM pg_catalog.pg_partitioned_table AS p
            WHERE p.partrelid = a.attrelid AND a.attnum = ANY (p.partattrs::smallint[])) AS is_partition_key
FROM tables AS t
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.table_oid AND a.attnum > 0 AND NOT a.attisdropped
CROSS JOIN LATERAL (
    WITH RECURSIVE down AS (
        SELECT y.oid, y.typtype, y.typbasetype FROM pg_catalog.pg_type AS y WHERE y.oid = a.atttypid
        UNION ALL
        SELECT y.oid, y.typtype, y.typbasetype
        FROM down JOIN pg_catalog.pg_type AS y ON y.oid = down.typbasetype
        WHERE down.typtype = 'd'
    )
    SELECT down.oid AS base_oid FROM down WHERE down.typtype <> 'd'
) AS b
