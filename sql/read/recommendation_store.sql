-- The table of recommendations if it is there and a member of the extension, its owner, and what the caller may do with it:
-- have recommendations recorded and see all of them, and see the texts of all.
SELECT c.relowner::bigint AS owner,
       current_user::text AS caller,
       pg_has_role('pg_monitor', 'USAGE') AS monitors,
       pg_has_role(c.relowner, 'USAGE') AS owns
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d
  ON d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid
 AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'
JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
WHERE e.extname = 'dbarch' AND c.oid = to_regclass('dbarch.recommendations')
