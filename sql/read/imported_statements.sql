-- Statements that were imported, the costliest first, and whether the caller has the privileges of the role that imported
-- them. Nothing for those who may not read them.
SELECT i.statement, i.imported_by::oid::bigint AS role,
       coalesce(pg_has_role(i.imported_by::oid, 'USAGE'), false) AS may_plan
FROM dbarch.imported_statements AS i
ORDER BY (i.statement ->> 'total_time_ms')::double precision DESC NULLS LAST, i.id
