-- id = "connection_limits"
-- ---
-- Roles and databases with a limit of connections, and how many they have. Everybody may see role and database of all
-- sessions. Superusers are not limited.
SELECT 'role' AS kind, format('%I', r.rolname) AS qualified, r.rolconnlimit AS allowed,
       (SELECT count(*) FROM pg_catalog.pg_stat_activity AS a WHERE a.usesysid = r.oid AND a.datid IS NOT NULL) AS used
FROM pg_catalog.pg_roles AS r
WHERE r.rolconnlimit > 0 AND r.rolcanlogin AND NOT r.rolsuper
UNION ALL
SELECT 'database', format('%I', d.datname), d.datconnlimit,
       (SELECT count(*) FROM pg_catalog.pg_stat_activity AS a WHERE a.datid = d.oid AND a.usesysid IS NOT NULL)
FROM pg_catalog.pg_database AS d
WHERE d.datconnlimit > 0
