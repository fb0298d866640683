-- Where the extension pg_stat_statements keeps its view: any schema. Only a member of the extension counts, so that
-- nobody can put a view of their own in its place.
SELECT e.extversion AS version, c.oid::regclass::text AS relation
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d
  ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid
 AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'
JOIN pg_catalog.pg_class AS c ON c.oid = d.objid AND c.relname = 'pg_stat_statements'
WHERE e.extname = 'pg_stat_statements'
