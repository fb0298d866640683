-- Whether dbarch is installed in this database, and the table of reports with it. The table must be a member of the
-- extension: its owner is who run_report() writes as.
SELECT e.extversion AS version,
       (SELECT c.relowner
        FROM pg_catalog.pg_depend AS d
        JOIN pg_catalog.pg_class AS c ON c.oid = d.objid
        WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid
          AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'
          AND c.oid = to_regclass('dbarch.reports')) AS reports_owner
FROM pg_catalog.pg_extension AS e
WHERE e.extname = 'dbarch'
