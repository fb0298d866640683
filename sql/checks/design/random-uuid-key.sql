-- id          = "random-uuid-key"
-- title       = "Random UUIDs as key of a large table"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_defaults", "key_columns", "tables"]
-- message     = "{{ table_name }} has about {{ row_estimate | int }} rows and random UUIDs as key: each INSERT writes another page of the index"
-- remediation = "Give new rows ordered UUIDs: uuidv7() from PostgreSQL 18 on, a function of the application or of an extension before."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_rows]
-- default = 10000000
-- about   = "Rows from which a table is reported."
-- ---
-- ## What it does
-- Looks for primary keys that begin with a uuid column whose default is random (gen_random_uuid, uuid_generate_v4,
-- uuidv4), in tables of `min_rows` rows or more. Partitions count for the partitioned table. What applications
-- generate cannot be seen.
--
-- ## Why it matters
-- Random keys land all over the index. When it no longer fits in memory each INSERT reads a page and writes it,
-- full_page_writes puts the whole page into the WAL after each checkpoint, and pages end half empty.
--
-- ## How to fix
-- Change the default to an ordered UUID: old rows stay as they are, new ones go to the end. No rewrite is needed.
--
-- ## False positives
-- Tables that are read only by now, or whose key must not tell when a row was made.
--
-- ## Sources
-- PostgreSQL documentation, "UUID Functions" (18) on uuidv7; RFC 9562.

SELECT DISTINCT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    t.row_estimate,
    c.default_expression
FROM column_defaults AS c
JOIN key_columns AS k ON k.table_oid = c.table_oid AND k.ordinal = c.ordinal AND k.is_primary AND k.place = 1
JOIN tables AS t ON t.table_oid = c.table_oid
CROSS JOIN params AS p
WHERE CASE WHEN c.base_type = 'uuid' THEN c.default_expression ~ '(gen_random_uuid|uuid_generate_v4|uuidv4)\(\)' END
  AND t.row_estimate >= p.min_rows
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
