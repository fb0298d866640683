-- id          = "rule-on-table"
-- title       = "Rewrite rule on a table"
-- severity    = "info"
-- object      = "rule"
-- confidence  = "high"
-- reads       = ["table_rules"]
-- message     = "Rule {{ rule_name }} rewrites {{ event }} statements on {{ table_qualified }}"
-- remediation = "Use a trigger; for a table split by time or key use partitions."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for rules that somebody made on tables. The rule that makes a view a view is none of them.
--
-- ## Why it matters
-- A rule changes the statement before it runs. An expression such as nextval() or random() may then be evaluated
-- twice, COPY and logical replication pass rules by, and RETURNING and row counts may be those of another statement.
--
-- ## How to fix
-- CREATE TRIGGER with a function that does the same for each row, then DROP RULE.
--
-- ## False positives
-- None that a trigger would not do better, except rules that refuse a statement (DO INSTEAD NOTHING), which are
-- harmless.
--
-- ## Sources
-- PostgreSQL documentation, "Rules Versus Triggers"; PostgreSQL wiki, "Don't Do This: Don't use rules".

SELECT
    r.schema_name,
    r.qualified AS object_name,
    r.rule_name,
    r.table_name,
    r.table_qualified,
    r.event,
    r.is_instead,
    r.is_enabled
FROM table_rules AS r
