-- id          = "natural-key-without-unique"
-- title       = "Natural key that nothing keeps unique"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_statistics", "columns", "indexes", "reference_columns", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is unique in about {{ row_estimate | int }} rows so far, but no unique index keeps it so"
-- remediation = "Create a unique index CONCURRENTLY, then the constraint USING INDEX, if the values must not repeat."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- [params.names]
-- default = [
--     "email", "e_mail", "mail_address", "email_address", "username", "user_name", "login", "slug", "sku", "isbn",
--     "iban", "ean", "gtin", "uuid", "guid", "order_number", "invoice_number", "customer_number", "vin", "barcode",
--     "domain_name", "hostname"
-- ]
-- about   = "Names, in lower case, that natural keys have."
-- ---
-- ## What it does
-- Looks for columns whose name is that of a natural key (email, username, slug, sku, isbn, iban, uuid and the like,
-- `names`), of which ANALYZE has found no value twice in a table of `min_rows` rows or more, and which no unique
-- index or exclusion constraint contains. Columns of foreign keys are left out, and partitions and heirs follow their
-- parent.
--
-- ## Why it matters
-- Two sessions that look whether an address is taken both see that it is free. Only a unique index decides, and as a
-- rule the column is searched by too.
--
-- ## How to fix
-- CREATE UNIQUE INDEX CONCURRENTLY waits for nobody for long; if it fails there are duplicates, and the invalid index
-- has to be dropped.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Columns that happen to be unique,
-- such as the e-mail address of a log of few messages.
--
-- ## Sources
-- PostgreSQL documentation, "Unique Constraints" and "pg_stats". No other tool has the check.

SELECT
    s.schema_name,
    s.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    s.table_name,
    s.column_name,
    s.type_name,
    s.row_estimate
FROM column_statistics AS s
CROSS JOIN params AS p
WHERE s.n_distinct = -1 AND s.row_estimate >= p.min_rows
  AND lower(s.column_name) = ANY (p.names)
  AND NOT s.in_partition AND NOT s.is_inherited
  AND NOT EXISTS (SELECT FROM indexes AS i
                  WHERE i.table_oid = s.table_oid AND (i.is_unique OR i.is_exclusion)
                    -- An index on lower(email) counts.
                    AND (s.column_name = ANY (i.key_columns)
                         OR strpos(array_to_string(i.key_texts, ' '), s.column_name) > 0))
  AND NOT EXISTS (SELECT FROM reference_columns AS r WHERE r.table_oid = s.table_oid AND r.ordinal = s.ordinal)
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s columns of %s tables in schema %I cannot be judged by natural-key-without-unique: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND lower(u.column_name) = ANY (p.names)
GROUP BY u.schema_name
