-- id          = "not-null-domain"
-- title       = "Domain that forbids NULL"
-- severity    = "info"
-- object      = "type"
-- reads       = ["user_types"]
-- message     = "Domain {{ type_name }} is NOT NULL, which columns of it cannot rely on"
-- remediation = "Drop NOT NULL from the domain and declare it on the columns."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for domains with a NOT NULL constraint.
--
-- ## Why it matters
-- A column of the domain can be read as NULL all the same: by an outer join, or by a subquery that yields no row.
-- PostgreSQL then stores NULL in other columns of the domain without complaint, and the planner does not know the
-- columns to be free of NULLs.
--
-- ## How to fix
-- ALTER TABLE ... ALTER COLUMN ... SET NOT NULL on the columns, then ALTER DOMAIN ... DROP NOT NULL.
--
-- ## False positives
-- Domains used in types or function arguments only, where no column could say it.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE DOMAIN", Notes: best practice is a domain that allows NULL, with NOT NULL on the
-- columns.

SELECT
    y.schema_name,
    y.qualified AS object_name,
    y.type_name,
    y.base_type
FROM user_types AS y
WHERE y.kind = 'domain' AND y.is_not_null
