-- id          = "legacy-syntax-setting"
-- title       = "Setting that gives SQL another meaning"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}: {{ effect }}"
-- remediation = "{% if fix_sql %}Set it to {{ default_value }} and {{ activation }}{% else %}Set it to {{ default_value }} where it was set: {{ source }}{% endif %}, after a test of the application that needed it."
-- since       = "0.1.0"
-- tags        = ["correctness", "security"]
-- ---
-- ## What it does
-- Looks at standard_conforming_strings, backslash_quote, array_nulls, transform_null_equals, bytea_output and
-- lo_compat_privileges as new sessions get them.
--
-- ## Why it matters
-- Libraries quote strings for what the standard says. Where a backslash means something else, quoting by others, and
-- protection against SQL injection, breaks.
--
-- ## How to fix
-- Change what depends on the old meaning, or limit the setting to the role of that application.
--
-- ## False positives
-- An old application that cannot be changed, with a role of its own.
--
-- ## Sources
-- PostgreSQL documentation, "Version and Platform Compatibility".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.default_value,
    s.source,
    s.activation,
    e.effect,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %I = %L', s.name, s.default_value) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
JOIN (VALUES
    ('standard_conforming_strings', 'off', 'a backslash in a string is an escape, against the standard'),
    ('backslash_quote', 'on', '\'' is taken for a quote, which allows SQL injection in some encodings'),
    ('array_nulls', 'off', 'NULL in an array is the text NULL'),
    ('transform_null_equals', 'on', '= NULL means IS NULL'),
    ('bytea_output', 'escape', 'bytes come in a format that is slow to read and that many libraries no longer expect'),
    ('lo_compat_privileges', 'on', 'everybody may read and change all large objects')
) AS e (name, value, effect) ON e.name = s.name AND e.value = s.value
