-- id          = "ambiguous-date-style"
-- title       = "Dates that are not written as ISO 8601"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "DateStyle is {{ value }}: dates in output depend on the settings of each session"
-- remediation = "Set it to 'ISO, {{ field_order }}' and {{ activation }}; formats for people belong into to_char()."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for a DateStyle whose output part is not ISO. The order in which input is read (DMY, MDY) is not judged.
--
-- ## Why it matters
-- 03/04/2026 is two days. Dumps, CSV files and programs that parse text read the wrong one.
--
-- ## How to fix
-- Use ISO for output.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Output".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.activation,
    COALESCE(substring(upper(s.value) FROM 'DMY|MDY|YMD'), 'MDY') AS field_order
FROM settings AS s
WHERE s.name = 'DateStyle' AND s.value !~* '^ISO'
