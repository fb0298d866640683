-- id          = "container-key"
-- title       = "Key over documents, arrays or rows"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["key_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }} and part of a {% if is_primary %}primary key{% else %}unique index{% endif %}"
-- remediation = "Make the part that identifies the row a column of its own and put the key on that."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type jsonb, bytea, hstore, arrays, ranges without an exclusion and composite types in a
-- primary key or unique index.
--
-- ## Why it matters
-- Two values that mean the same differ as keys: arrays by order, documents by a number written as 1 or as \"1\".
-- Values are long, and an index entry of more than 2704 bytes is refused, which shows up with the first long value.
--
-- ## How to fix
-- For arrays and documents a hash of a normalised form, or a table of their elements; for a composite type its
-- members.
--
-- ## False positives
-- Digests in bytea, which are short and exact: those called ..hash, ..digest, ..checksum, ..sha.. or ..token are left
-- out.
--
-- ## Sources
-- PostgreSQL documentation, "B-Tree Indexes": an index entry cannot exceed about a third of a page.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    bool_or(c.is_primary) AS is_primary
FROM key_columns AS c
WHERE (c.base_type IN ('jsonb', 'bytea', 'hstore', 'public.hstore') OR c.base_type LIKE '%[]' OR c.type_kind = 'composite')
  AND NOT (c.base_type = 'bytea'
           AND lower(c.column_name) ~ '(hash|digest|checksum|sha[0-9]*|md5|token|fingerprint|key|uuid|address|id)$')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
GROUP BY c.schema_name, c.qualified, c.table_name, c.column_name, c.type_name
