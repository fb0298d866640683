-- id          = "clock-in-text-column"
-- title       = "Text column that gets the time by default"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["column_defaults"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }} and gets the time by default: {{ default_expression }}"
-- remediation = "Make the column timestamptz or date, and format the value where it is shown."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of a text type whose default is the present time, cast or formatted to a text. Partitions and
-- heirs follow their parent.
--
-- ## Why it matters
-- How the time is written follows DateStyle and TimeZone of the session that inserts, so rows of two sessions do not
-- compare. Ranges, arithmetic and partitions by time need a time type.
--
-- ## How to fix
-- Add a timestamptz column, fill it from the texts, and swap the names; or ALTER COLUMN ... TYPE timestamptz USING
-- with the format that was written, after dropping the default.
--
-- ## False positives
-- Numbers that only begin with the date, such as INV-20240506-0001, are not meant and not reported.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Types".

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    c.default_expression
FROM column_defaults AS c
-- CASE, since writing out all defaults of a large database takes longer than asking for their types.
WHERE CASE WHEN c.base_type IN ('text', 'character varying', 'character') THEN
  c.default_expression ~* ('^\(*(to_char\(\(*)?((now|(clock|statement|transaction)_timestamp|timeofday)\(\)'
      || '|CURRENT_(TIMESTAMP|DATE|TIME)|LOCALTIME)[^|]*$') END
  AND NOT c.in_partition AND NOT c.is_inherited
