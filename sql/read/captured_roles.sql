-- Roles in $1: their names, whether the caller may see their statements, and whether planning these with their rights gives
-- the caller none that it has not. The name of a role that was dropped is its number.
SELECT o.oid::bigint AS oid, coalesce(r.rolname, o.oid::text) AS name,
       coalesce(pg_has_role(r.oid, 'USAGE'), false) OR pg_has_role('pg_read_all_stats', 'USAGE') AS may_see,
       coalesce(pg_has_role(r.oid, 'USAGE'), false) AS may_plan
FROM unnest($1::oid[]) AS o(oid)
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = o.oid
