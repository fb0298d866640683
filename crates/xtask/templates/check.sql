-- id          = "@ID@"
-- title       = "@TITLE@"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["tables"]
-- message     = "{{ object_name }}: @TITLE@"
-- remediation = "Say what the reader does about it."
-- since       = "@VERSION@"
-- ---
-- ## What it does
-- Looks for ...
--
-- ## Why it matters
-- Say what it costs, and when.
--
-- ## How to fix
-- Say what repairs it, and what the repair costs.
--
-- ## False positives
-- Say where the finding is no mistake.

SELECT
    t.schema_name,
    t.qualified AS object_name
FROM tables AS t
WHERE false
