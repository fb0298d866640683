-- id          = "json-column"
-- title       = "Column of type json"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, which is parsed anew by every query that looks into it"
-- remediation = "Change it to jsonb, unless white space, key order or repeated keys must survive. The change rewrites the table under an exclusive lock."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for columns of type `json`, a domain over it or an array of it. Partitions, heirs and foreign tables are left
-- out.
--
-- ## Why it matters
-- The type keeps the text as it came. It has no equality, so DISTINCT, GROUP BY and UNION fail, it has no GIN index,
-- and each operator parses the whole document again.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE jsonb. It normalises the documents, so there is no way back to the very same text.
--
-- ## False positives
-- Documents that are only stored and handed out again, or whose exact text counts, such as signed messages.
--
-- ## Sources
-- PostgreSQL documentation, "JSON Types": most applications should prefer jsonb. pg-index-health, schemalint and
-- Eugene report every json column.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM columns AS c
WHERE c.base_type IN ('json', 'json[]')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
