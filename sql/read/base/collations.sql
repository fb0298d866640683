-- id = "collations"
-- ---
-- Collations that depend on a library outside, with the version of it when they were made and that of today. What the
-- database sorts by is among them under the name "default", from PostgreSQL 15 on. Those of other encodings cannot be used here.
SELECT
    c.oid AS collation_oid,
    n.nspname::text AS schema_name,
    format('%I.%I', n.nspname, c.collname) AS qualified,
    c.collprovider = 'd' AS is_database_default,
    v.recorded_version,
    CASE WHEN v.recorded_version IS NOT NULL THEN pg_collation_actual_version(c.oid) END AS actual_version
FROM pg_catalog.pg_collation AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
JOIN pg_catalog.pg_database AS d ON d.datname = current_database()
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.collprovider = 'd' THEN to_jsonb(d) ->> 'datcollversion' ELSE c.collversion END AS recorded_version
) AS v
WHERE c.collencoding IN (-1, d.encoding)
