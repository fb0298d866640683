-- id          = "natural-primary-key"
-- title       = "Primary key of a text or the like"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["key_columns"]
-- opinionated = true
-- message     = "The primary key of {{ table_name }} is {{ column_name }}, of type {{ type_name }}"
-- remediation = "Consider a generated key if the value can change, is long, or many tables refer to it; keep it unique."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for primary keys of one column that is neither a whole number nor a UUID, date or moment. Partitions, heirs
-- and foreign tables are left out; keys that other checks report (numeric-key, float-key, container-key,
-- timestamp-key) too.
--
-- ## Why it matters
-- What has a meaning changes one day, and then all tables that refer to it change. Long keys make every index and
-- foreign key that repeats them large.
--
-- ## How to fix
-- Add an identity column as the primary key and keep this column UNIQUE.
--
-- ## False positives
-- Codes that never change and speak for themselves, such as those of countries and currencies: a join less is worth
-- more than a short key.
--
-- ## Sources
-- PostgreSQL documentation, "Primary Keys". pg-index-health reports every key that is neither number nor uuid,
-- sqlcheck text keys.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM key_columns AS c
WHERE c.is_primary AND c.key_size = 1
  AND c.base_type NOT IN ('smallint', 'integer', 'bigint', 'uuid', 'date', 'numeric', 'real', 'double precision', 'jsonb',
                          'bytea', 'timestamp with time zone', 'timestamp without time zone',
                          'time with time zone', 'time without time zone')
  AND c.base_type NOT LIKE '%[]' AND c.type_kind <> 'composite'
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
