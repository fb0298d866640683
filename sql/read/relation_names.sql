-- Names that an index of the schemas in $1 cannot take: relations share one namespace per schema.
SELECT n.nspname AS schema, jsonb_agg(c.relname) AS names
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1::text[])
GROUP BY n.nspname
