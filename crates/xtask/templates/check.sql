-- id       = "@ID@"
-- title    = "@TITLE@"
-- severity = "warning"
-- object   = "table"
-- reads    = ["tables"]
-- params   = {}
-- message  = "{table_name}: @TITLE@"
-- since    = "@VERSION@"
-- ---
-- Say what is found and why it hurts, in one paragraph.
--
-- ## What to do
--
-- Say what repairs it, and what the repair costs.
--
-- ## When to ignore it
--
-- Say where the finding is no mistake.
SELECT table_name
FROM tables
WHERE false;
