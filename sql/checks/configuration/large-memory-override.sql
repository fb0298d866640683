-- id          = "large-memory-override"
-- title       = "Role or database with very much memory for each sort"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["setting_overrides"]
-- identity    = ["target"]
-- message     = "ALTER {{ target }} has set {{ setting_name }} to {{ value }} for every session"
-- remediation = "Set so much for the transactions that need it, with SET LOCAL, or make sure that the role has few sessions."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_bytes]
-- default = 1073741824
-- about   = "Memory, in bytes, from which a setting is reported."
-- ---
-- ## What it does
-- Looks at ALTER ROLE ... SET and ALTER DATABASE ... SET for work_mem from `min_bytes` on, and for temp_buffers
-- likewise.
--
-- ## Why it matters
-- Each sort and each hash of each query may take so much, in each parallel worker too. A few sessions at once bring
-- the server out of memory, and the operating system then ends all of it.
--
-- ## How to fix
-- Lower it, or limit the role with ALTER ROLE ... CONNECTION LIMIT.
--
-- ## False positives
-- A role for one nightly job.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", work_mem.

SELECT
    NULL AS schema_name,
    o.setting_name AS object_name,
    o.target,
    o.setting_name,
    o.value
FROM setting_overrides AS o
CROSS JOIN params AS p
WHERE o.setting_name IN ('work_mem', 'temp_buffers') AND o.bytes >= p.min_bytes
