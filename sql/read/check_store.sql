-- The table of check settings if it is there and a member of the extension: its owner, whose are the other tables of checks
-- too, and the caller.
SELECT c.relowner::bigint AS owner, current_user::text AS caller
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d
  ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid
 AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'
JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
WHERE e.extname = 'dbarch' AND c.oid = to_regclass('dbarch.check_settings')
