-- id          = "damage-hiding-setting"
-- title       = "Setting that hides damaged data"
-- severity    = "error"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is on: {{ effect }}"
-- remediation = "{% if fix_sql %}Turn it off and {{ activation }}.{% else %}Turn it off where it was set: {{ source }}.{% endif %} Check the data with pg_amcheck, and restore what is damaged from a backup."
-- since       = "0.1.0"
-- tags        = ["durability", "correctness"]
-- ---
-- ## What it does
-- Looks for zero_damaged_pages, ignore_checksum_failure, ignore_invalid_pages, ignore_system_indexes and
-- data_sync_retry that are on for new sessions.
--
-- ## Why it matters
-- These settings exist for one rescue of data from a damaged cluster. Left on, they turn each later damage into rows
-- that vanish or change without an error.
--
-- ## How to fix
-- Turn them off. If the server does not work without, its data is damaged: dump what can be read, and restore.
--
-- ## False positives
-- A server that is being rescued at this moment. data_sync_retry = on is right on an operating system that keeps
-- dirty pages after a failed fsync, such as FreeBSD.
--
-- ## Sources
-- PostgreSQL documentation, "Developer Options" and "Error Handling".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.source,
    s.activation,
    e.effect,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %I = off', s.name) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM (VALUES
    ('zero_damaged_pages', 'a damaged page is read as empty, and its rows are gone'),
    ('ignore_checksum_failure', 'pages whose checksum is wrong are used as if nothing was the matter'),
    ('ignore_invalid_pages', 'recovery goes on where WAL does not fit the data files'),
    ('ignore_system_indexes', 'all look-ups in the catalogs read whole tables'),
    ('data_sync_retry', 'a failed fsync is tried again, though the operating system may have dropped the data')
) AS e (name, effect)
JOIN settings AS s ON s.name = e.name
WHERE s.value = 'on'
