-- id = "setting_overrides"
-- ---
-- Settings that ALTER ROLE or ALTER DATABASE gives to new sessions, for this database or for all. `bytes` is the value of a
-- setting that is an amount of memory, whose unit without one is kB.
SELECT
    r.rolname::text AS role_name,
    d.datname::text AS database_name,
    CASE WHEN r.rolname IS NULL THEN format('DATABASE %I', d.datname)
         WHEN d.datname IS NULL THEN format('ROLE %I', r.rolname)
         ELSE format('ROLE %I IN DATABASE %I', r.rolname, d.datname) END AS target,
    o.setting_name,
    o.value,
    CASE WHEN o.setting_name IN ('work_mem', 'maintenance_work_mem', 'temp_buffers') THEN
        CASE WHEN o.value ~ '^\d{1,15}$' THEN o.value::bigint * 1024
             WHEN o.value ~ '^\d{1,9} ?(B|kB|MB|GB|TB)$' THEN pg_size_bytes(o.value) END
    END AS bytes
FROM (
    SELECT s.setdatabase, s.setrole,
           split_part(u.assignment, '=', 1) AS setting_name,
           substr(u.assignment, strpos(u.assignment, '=') + 1) AS value
    FROM pg_catalog.pg_db_role_setting AS s
    CROSS JOIN LATERAL unnest(s.setconfig) AS u (assignment)
) AS o
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = o.setrole
LEFT JOIN pg_catalog.pg_database AS d ON d.oid = o.setdatabase
WHERE (o.setdatabase = 0 OR d.datname = current_database()) AND (r.rolname IS NOT NULL OR d.datname IS NOT NULL)
