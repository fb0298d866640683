-- id          = "security-definer-search-path"
-- title       = "SECURITY DEFINER function without a pinned search_path"
-- severity    = "warning"
-- object      = "function"
-- reads       = ["functions"]
-- message     = "{{ object_name }} runs with the rights of {{ owner_name }}{% if owner_is_superuser %}, a superuser,{% endif %} and {% if search_path is none %}looks names up where its caller says{% else %}looks names up in the caller's temporary schema before its own path{% endif %}"
-- remediation = "Pin the path to the schemas that the function uses, pg_temp last. The statement assumes its own schema: add others that it needs."
-- since       = "0.1.0"
-- tags        = ["privilege escalation"]
-- [params.require_pg_temp_last]
-- default = false
-- about   = "Whether a pinned search_path that does not end with pg_temp is reported as well."
-- ---
-- ## What it does
-- Looks for functions and procedures that are SECURITY DEFINER and have no `SET search_path` of their own. It is an
-- `error` if the owner is a superuser. Extensions' functions are left out.
--
-- ## Why it matters
-- Whoever may call the function chooses where its unqualified names are found. A table, function or operator of the
-- caller's own, put in front by `search_path`, then runs with the owner's rights.
--
-- ## How to fix
-- ALTER ROUTINE ... SET search_path = the schemas it needs, with pg_temp last; without naming pg_temp, temporary tables
-- are searched first. Revoke EXECUTE from PUBLIC where only some roles should call it.
--
-- ## False positives
-- Bodies in the SQL-standard form (BEGIN ATOMIC) have their own names bound at creation, though not those of the
-- functions they call, and C functions may never look a name up: both have confidence `low`. So have functions that
-- qualify every name and operator.
--
-- ## Sources
-- PostgreSQL documentation, CREATE FUNCTION, "Writing SECURITY DEFINER Functions Safely"; CVE-2018-1058.

SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.kind AS object_kind,
    f.function_name,
    f.language,
    f.owner_name,
    f.owner_is_superuser,
    f.search_path,
    CASE WHEN f.owner_is_superuser AND f.search_path IS NULL THEN 'error' END AS severity,
    CASE WHEN f.has_parsed_body OR f.language IN ('c', 'internal') THEN 'low' END AS confidence,
    -- An empty path is shown as "", which is no identifier that could be written back.
    format('ALTER ROUTINE %s SET search_path = %s', f.qualified,
           CASE WHEN f.search_path IS NULL THEN format('pg_catalog, %I, pg_temp', f.schema_name)
                WHEN f.search_path IN ('', '""') THEN 'pg_temp'
                ELSE f.search_path || ', pg_temp' END) AS fix_sql,
    CASE WHEN f.search_path IS NULL THEN format('ALTER ROUTINE %s RESET search_path', f.qualified)
         WHEN f.search_path IN ('', '""') THEN format('ALTER ROUTINE %s SET search_path = ''''', f.qualified)
         ELSE format('ALTER ROUTINE %s SET search_path = %s', f.qualified, f.search_path)
    END AS undo_sql
FROM functions AS f
CROSS JOIN params AS p
WHERE f.is_security_definer
  AND (f.search_path IS NULL
       OR (p.require_pg_temp_last AND f.search_path !~ '(^|, *)"?pg_temp"? *$'))
