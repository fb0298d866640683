-- Extended statistics in the schemas $1: their names are taken, and what they are on needs no second ones.
SELECT x.stxrelid::bigint AS "table",
       n.nspname AS schema,
       x.stxname AS name,
       x.stxkeys::smallint[] AS columns,
       x.stxkind::text[] AS kinds
FROM pg_catalog.pg_statistic_ext AS x
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.stxnamespace
WHERE n.nspname = ANY ($1::text[])
