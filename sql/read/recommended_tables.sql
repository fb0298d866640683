-- Tables in $1, each as schema.table in quotes where necessary: their indexes, and whether the caller may read all rows. A
-- table that is gone has no row.
SELECT t.name,
       has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) AS readable,
       (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'name', format('%I.%I', n.nspname, x.relname),
                   'definition', coalesce(pg_get_indexdef(x.oid), ''),
                   'valid', i.indisvalid) ORDER BY x.relname), '[]')
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND i.indislive) AS indexes
FROM unnest($1::text[]) AS t(name)
CROSS JOIN LATERAL parse_ident(t.name) AS p(parts)
JOIN pg_catalog.pg_namespace AS n ON n.nspname = p.parts[1]
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = p.parts[2] AND c.relkind IN ('r', 'p', 'm')
