-- id = "insert_grants"
-- reads = ["tables"]
-- ---
-- Roles that were granted INSERT on a table, the owner left out; PUBLIC by the name under which privilege functions know it.
SELECT
    t.table_oid,
    COALESCE(r.rolname::text, 'public') AS grantee,
    CASE WHEN r.oid IS NULL THEN 'PUBLIC' ELSE format('%I', r.rolname) END AS quoted_grantee
FROM tables AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.table_oid AND c.relacl IS NOT NULL
CROSS JOIN LATERAL aclexplode(c.relacl) AS g
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = g.grantee
WHERE g.privilege_type = 'INSERT'
  AND g.grantee <> c.relowner
  AND (r.oid IS NOT NULL OR g.grantee = 0)
