-- id          = "full-page-writes-off"
-- title       = "Server without protection from torn pages"
-- severity    = "error"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "full_page_writes is off: a crash in the middle of a write can leave damaged pages"
-- remediation = "{% if fix_sql %}Turn it on and {{ activation }}.{% else %}Turn it on where it was set: {{ source }}.{% endif %} Then make a new base backup."
-- since       = "0.1.0"
-- tags        = ["durability"]
-- ---
-- ## What it does
-- Looks at the setting full_page_writes.
--
-- ## Why it matters
-- A page that was half written when the power failed can only be repaired from its full image in the WAL. Without the
-- image, recovery applies changes to a damaged page and does not notice.
--
-- ## How to fix
-- Turn it on. wal_compression and fewer checkpoints make the images cheaper.
--
-- ## False positives
-- File systems that never tear a page of 8 kB, such as ZFS with its copy on write. Whether yours is one is for its
-- manual to say.
--
-- ## Sources
-- PostgreSQL documentation, "Write Ahead Log", full_page_writes.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET full_page_writes = on' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'full_page_writes' AND s.value = 'off'
