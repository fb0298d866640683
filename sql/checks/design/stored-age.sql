-- id          = "stored-age"
-- title       = "Age stored beside the date of birth"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is wrong after the next birthday: {{ birth_column }} knows it better"
-- remediation = "Drop it, and compute age({{ birth_column }}) where it is needed."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for number columns called age, or ..._age, in tables that also have the date of birth. Generated columns are
-- left out, and so are partitions, heirs and foreign tables.
--
-- ## Why it matters
-- The age was right on the day it was stored. Nobody updates it, and two columns that say the same will differ.
--
-- ## How to fix
-- Put extract(year FROM age(birth_date)) into a view; a generated column cannot do it, as it may not depend on today.
--
-- ## False positives
-- The age at some other event, such as an accident.
--
-- ## Sources
-- PostgreSQL documentation, "Generated Columns". No other tool has the check.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    min(b.column_name) AS birth_column
FROM columns AS c
JOIN columns AS b ON b.table_oid = c.table_oid
WHERE c.base_type IN ('smallint', 'integer', 'bigint', 'numeric', 'interval')
  AND lower(c.column_name) IN ('age', 'current_age', 'age_years', 'age_in_years')
  AND lower(b.column_name) IN ('birth_date', 'birthdate', 'date_of_birth', 'dob', 'birthday', 'birth_day',
                               'born_on', 'born_at')
  AND NOT c.is_generated
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
GROUP BY c.schema_name, c.qualified, c.table_name, c.column_name
