-- id          = "background-writer-off"
-- title       = "Background writer that is switched off"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "bgwriter_lru_maxpages is 0: sessions that need a buffer have to write changed ones themselves"
-- remediation = "{% if fix_sql %}Set it to 100 and {{ activation }}.{% else %}Set it to 100 where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for bgwriter_lru_maxpages = 0.
--
-- ## Why it matters
-- Without it, a query that needs a free buffer waits for a write.
--
-- ## How to fix
-- Use the default, 100, or more on a server that writes much.
--
-- ## False positives
-- Databases that fit into shared_buffers.
--
-- ## Sources
-- PostgreSQL documentation, "Background Writer".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET bgwriter_lru_maxpages = 100' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'bgwriter_lru_maxpages' AND s.value = '0'
