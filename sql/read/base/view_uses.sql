-- id = "view_uses"
-- ---
-- Which relations each view reads, one row each. Rules of tables count too: their relation stands as the view.
SELECT DISTINCT r.ev_class AS view_oid, d.refobjid AS used_oid
FROM pg_catalog.pg_rewrite AS r
JOIN pg_catalog.pg_depend AS d
  ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
 AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> r.ev_class
