-- id          = "isolated-table"
-- title       = "Table that no foreign key ties to others"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["columns", "reference_columns", "tables"]
-- opinionated = true
-- message     = "{{ table_name }} has no foreign key to or from it, unlike {{ connected_percent }} % of the tables of the schema"
-- remediation = "Add the foreign keys that are missing, if its rows belong to others."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_tables]
-- default = 10
-- about   = "Tables that a schema must have."
-- [params.min_percent]
-- default = 70
-- about   = "Share of tables, in percent, that foreign keys must tie together."
-- [params.ignored_names]
-- default = [
--     "schema_migrations", "ar_internal_metadata", "flyway_schema_history", "databasechangelog",
--     "databasechangeloglock", "alembic_version", "django_migrations", "django_session", "spatial_ref_sys",
--     "knex_migrations", "knex_migrations_lock", "__efmigrationshistory", "migrations", "sessions", "jobs",
--     "failed_jobs"
-- ]
-- about   = "Names, in lower case, of tables that tools keep for themselves."
-- ---
-- ## What it does
-- Looks for tables without a foreign key in either direction in schemas of `min_tables` tables or more, `min_percent`
-- percent of which have one. Tables without a column called ..._id, and those that tools keep for themselves
-- (`ignored_names`), are left out, as are partitions and foreign tables.
--
-- ## Why it matters
-- A reference without a foreign key lets rows refer to what is gone. Where nearly all tables are tied together, one
-- that is not was often forgotten.
--
-- ## How to fix
-- ALTER TABLE ... ADD FOREIGN KEY ... NOT VALID, then VALIDATE CONSTRAINT.
--
-- ## False positives
-- Logs, queues, caches and imports, which must not depend on other rows.
--
-- ## Sources
-- pg-index-health and tbls report every table without relations.

WITH tied AS (
    SELECT r.table_oid FROM reference_columns AS r UNION SELECT r.referenced_oid FROM reference_columns AS r
), named AS (
    SELECT DISTINCT c.table_oid
    FROM columns AS c
    WHERE right(lower(c.column_name), 3) = '_id' OR right(c.column_name, 2) = 'Id'
), judged AS (
    SELECT
        t.*,
        i.table_oid IS NOT NULL AS is_tied,
        count(*) OVER s AS table_count,
        count(i.table_oid) OVER s AS tied_count
    FROM tables AS t
    LEFT JOIN tied AS i ON i.table_oid = t.table_oid
    WHERE NOT t.is_partition AND NOT t.is_foreign
    WINDOW s AS (PARTITION BY t.schema_name)
)
SELECT
    j.schema_name,
    j.qualified AS object_name,
    j.table_name,
    j.tied_count * 100 / j.table_count AS connected_percent
FROM judged AS j
JOIN named AS n ON n.table_oid = j.table_oid
CROSS JOIN params AS p
WHERE NOT j.is_tied AND j.table_count >= p.min_tables AND j.tied_count * 100 >= j.table_count * p.min_percent
  AND NOT lower(j.table_name) = ANY (p.ignored_names)
