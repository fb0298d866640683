-- id          = "unusual-build"
-- title       = "Server built or initialised in an unusual way"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}{% if unit %} {{ unit }}{% endif %}, not {{ usual }}: {{ effect }}"
-- remediation = "{% if is_debugging %}Use the packages of your distribution on a server that matters.{% else %}Keep it in mind; only a new cluster changes it.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Compares block_size, wal_block_size, segment_size, integer_datetimes and debug_assertions with what packages use.
--
-- ## Why it matters
-- Other blocks than 8 kB are tested by few, extensions and pg_upgrade refuse data from such a server, and assertions
-- make all of it several times slower.
--
-- ## How to fix
-- Move the data to a server built as usual, with dump and restore or logical replication.
--
-- ## False positives
-- A build chosen on purpose for a large data warehouse.
--
-- ## Sources
-- PostgreSQL documentation, "Preset Options". pg_gather reports such builds.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.unit,
    u.usual,
    u.effect,
    u.name = 'debug_assertions' AS is_debugging,
    CASE WHEN u.name = 'debug_assertions' THEN 'warning' END AS severity
FROM (VALUES
    ('block_size', '8192', 'physical copies fit only servers built alike'),
    ('wal_block_size', '8192', 'physical copies fit only servers built alike'),
    ('segment_size', '131072', 'physical copies fit only servers built alike'),
    ('integer_datetimes', 'on', 'times are stored as floating point numbers'),
    ('debug_assertions', 'off', 'the server checks itself all the time and is several times slower')
) AS u (name, usual, effect)
JOIN settings AS s ON s.name = u.name AND s.value <> u.usual
