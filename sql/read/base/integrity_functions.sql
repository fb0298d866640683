-- id = "integrity_functions"
-- ---
-- Functions of the extension amcheck that verify relations, with the schema that it was installed into.
SELECT
    p.proname::text AS function_name,
    format('%I.%I', n.nspname, p.proname) AS qualified,
    has_function_privilege(p.oid, 'EXECUTE') AS is_executable
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_extension'::regclass
WHERE e.extname = 'amcheck'
