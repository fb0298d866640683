-- id          = "environment-named-schema"
-- title       = "Schema named after an environment"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "medium"
-- reads       = ["schemas"]
-- message     = "Schema {{ schema_name }} is named after an environment, {{ environment }}"
-- remediation = "Give each environment a database or server of its own, with the same schema names in all of them."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for schemas whose name is, begins with or ends with the name of an environment: dev, test, qa, uat, stage,
-- staging, preprod, prod, sandbox and the like.
--
-- ## Why it matters
-- Statements and functions name their schema, so what was tested in one environment is not what runs in the other. A
-- slip of the search_path writes into production, and environments side by side share load, backups and superusers.
--
-- ## How to fix
-- Restore the schema into a database of its own and rename it there: ALTER SCHEMA ... RENAME TO.
--
-- ## False positives
-- Words that mean something else, such as the schema of a test laboratory.
--
-- ## Sources
-- pglinter S002 has the check for prefixes and suffixes.

SELECT
    s.schema_name,
    s.qualified AS object_name,
    e.environment
FROM schemas AS s
CROSS JOIN LATERAL (
    SELECT COALESCE(substring(lower(s.schema_name) FROM '^(' || w.words || ')(?:_|$)'),
                    substring(lower(s.schema_name) FROM '(?:_)(' || w.words || ')$')) AS environment
    FROM (SELECT 'dev|develop|development|tst|test|testing|qa|uat|stg|stage|staging|preprod|pre_prod|prod|prd|production'
                 || '|sandbox' AS words) AS w
) AS e
WHERE e.environment IS NOT NULL
