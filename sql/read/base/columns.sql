-- id = "columns"
-- reads = ["tables"]
-- ---
-- Columns of the tables, dropped ones left out. A domain shows the type below it as base type, since storage, range
-- and time zone are decided there. `max_length` is the limit of varchar(n) and char(n), in characters.
SELECT
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.kind AS table_kind,
    t.is_partition AS in_partition,
    t.row_estimate,
    a.attname::text AS column_name,
    format('%I', a.attname) AS quoted_name,
    format('%s.%I', t.qualified, a.attname) AS qualified,
    a.attnum AS ordinal,
    format_type(a.atttypid, a.atttypmod) AS type_name,
    format_type(b.base_oid, NULL) AS base_type,
    a.atttypid AS type_oid,
    b.base_oid AS base_type_oid,
    CASE (SELECT k.typtype FROM pg_catalog.pg_type AS k WHERE k.oid = b.base_oid)
        WHEN 'c' THEN 'composite' WHEN 'e' THEN 'enum' WHEN 'r' THEN 'range' WHEN 'm' THEN 'multirange'
        WHEN 'p' THEN 'pseudo' ELSE 'base'
    END AS type_kind,
    a.atttypid <> b.base_oid AS is_domain,
    CASE WHEN b.base_oid IN ('pg_catalog.varchar'::regtype, 'pg_catalog.bpchar'::regtype)
         THEN NULLIF(GREATEST(a.atttypmod, y.typtypmod), -1) - 4
    END AS max_length,
    a.attnotnull AS is_not_null,
    NULLIF(a.attidentity, '') AS identity_kind,
    a.attgenerated <> '' AS is_generated,
    a.atthasdef AND a.attgenerated = '' AS has_default,
    a.attinhcount > 0 AS is_inherited,
    a.attlen AS byte_length,
    a.attalign::text AS alignment,
    a.attcollation AS collation_oid,
    EXISTS (SELECT FROM pg_catalog.pg_partitioned_table AS p
            WHERE p.partrelid = a.attrelid AND a.attnum = ANY (p.partattrs::smallint[])) AS is_partition_key
FROM tables AS t
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.table_oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
CROSS JOIN LATERAL (
    -- A subquery of its own for domains alone, since few columns have one.
    SELECT CASE WHEN y.typtype <> 'd' THEN y.oid ELSE (
        WITH RECURSIVE down AS (
            SELECT y.typbasetype AS oid
            UNION ALL
            SELECT d.typbasetype
            FROM down JOIN pg_catalog.pg_type AS d ON d.oid = down.oid AND d.typtype = 'd'
        )
        SELECT down.oid FROM down JOIN pg_catalog.pg_type AS d ON d.oid = down.oid AND d.typtype <> 'd'
    ) END AS base_oid
) AS b
