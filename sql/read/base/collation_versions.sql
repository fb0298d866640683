-- id = "collation_versions"
-- ---
-- The default collation of this database (from PostgreSQL 15 on, where its version is kept) and other collations in use,
-- with the version of the library that they were made with and the one that is there now. The C locale has no version.
-- The function that tells the version of a database is missing in older servers: a text, as in `checkpoints`.
SELECT
    'database' AS kind,
    format('%I', d.datname) AS qualified,
    to_jsonb(d) ->> 'datcollversion' AS version,
    v.word AS actual_version,
    format('ALTER DATABASE %I REFRESH COLLATION VERSION', d.datname) AS refresh_sql
FROM pg_catalog.pg_database AS d
LEFT JOIN LATERAL (
    SELECT s.word
    FROM ts_stat(format(
        'SELECT array_to_tsvector(ARRAY[COALESCE('
        'NULLIF(pg_catalog.pg_database_collation_actual_version(%s), ''''), ''none'')])',
        d.oid)) AS s
    WHERE to_jsonb(d) ->> 'datcollversion' IS NOT NULL
    LIMIT 1
) AS v ON true
WHERE d.datname = current_database()
UNION ALL
SELECT
    'collation',
    format('%I.%I', n.nspname, c.collname),
    c.collversion,
    pg_collation_actual_version(c.oid),
    format('ALTER COLLATION %I.%I REFRESH VERSION', n.nspname, c.collname)
FROM pg_catalog.pg_collation AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.collnamespace
WHERE c.collversion IS NOT NULL
  AND EXISTS (SELECT FROM pg_catalog.pg_depend AS p
              WHERE p.refclassid = 'pg_catalog.pg_collation'::regclass AND p.refobjid = c.oid)
