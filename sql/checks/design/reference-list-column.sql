-- id          = "reference-list-column"
-- title       = "References in a list"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }} and holds a list of references, which no foreign key can guard"
-- remediation = "Use a table of pairs, with a foreign key to either side."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns called ..._ids, ...Ids or ..._id_list that are arrays, texts or documents. Partitions, heirs and
-- foreign tables are left out.
--
-- ## Why it matters
-- What is deleted stays in the lists. To find who refers to a row takes a GIN index for an array and a full scan for
-- a text, and a join has to unpack each list.
--
-- ## How to fix
-- CREATE TABLE of the two keys, filled by unnest() or string_to_array().
--
-- ## False positives
-- Lists that are copied as a whole and never searched, such as those of a log or a cache.
--
-- ## Sources
-- sqlcheck looks for the pattern in statements. No other tool has it for columns.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM columns AS c
WHERE (c.base_type IN ('text', 'character varying', 'json', 'jsonb') OR c.base_type LIKE '%[]')
  AND (lower(c.column_name) ~ '_(ids|id_list|uuids)$' OR c.column_name ~ '[a-z]Ids$')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
