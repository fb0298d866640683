-- id          = "length-limited-column"
-- title       = "Text with a limit on its length"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["columns"]
-- opinionated = true
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}: a longer value fails, and raising the limit is DDL"
-- remediation = "Use text, with a CHECK on the length where the length is a rule."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for columns of type varchar(n), or a domain over it. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- The limit saves no space and no time. It is mostly a guess, and comes to light when a name is longer than anybody
-- thought. A CHECK can be added, validated and dropped without locking writers out for long, and can say more than a
-- length.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE text, which changes the catalog only and rewrites nothing. Views that use the column must be
-- dropped and created again.
--
-- ## False positives
-- Limits that come from a standard or from the system that reads the data.
--
-- ## Sources
-- PostgreSQL documentation, "Character Types"; PostgreSQL wiki, "Don't Do This: Don't use varchar(n) by default".
-- pg-index-health, schemalint and Squawk have the check.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    c.max_length
FROM columns AS c
WHERE c.base_type = 'character varying' AND c.max_length IS NOT NULL
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
