-- id = "databases"
-- ---
-- All databases of the server. The provider of the collation is told from PostgreSQL 15 on; before, it was libc.
SELECT
    d.datname::text AS database_name,
    format('%I', d.datname) AS qualified,
    d.datname = current_database() AS is_current,
    d.datistemplate AS is_template,
    d.datallowconn AS allows_connections,
    d.datconnlimit AS connection_limit,
    pg_encoding_to_char(d.encoding)::text AS encoding,
    d.datcollate::text AS collation_name,
    d.datctype::text AS character_type,
    CASE to_jsonb(d) ->> 'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS provider,
    COALESCE(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') AS locale
FROM pg_catalog.pg_database AS d
