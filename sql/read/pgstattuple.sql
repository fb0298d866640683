-- Where the extension pgstattuple keeps its functions: any schema. Only a member of the extension counts, so that nobody
-- can put a function of their own in its place.
SELECT format('%I', n.nspname) AS schema
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d
  ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid
 AND d.classid = 'pg_catalog.pg_proc'::regclass AND d.deptype = 'e'
JOIN pg_catalog.pg_proc AS p ON p.oid = d.objid AND p.proname = 'pgstattuple'
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE e.extname = 'pgstattuple'
LIMIT 1
