-- id          = "risky-setting-override"
-- title       = "Role or database with a dangerous setting of its own"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["setting_overrides"]
-- identity    = ["target"]
-- message     = "ALTER {{ target }} has set {{ setting_name }} to {{ value }}: {{ effect }}"
-- remediation = "Remove it, unless somebody knows why it is there. Sessions that are open keep it until they end."
-- since       = "0.1.0"
-- tags        = ["correctness", "performance"]
-- ---
-- ## What it does
-- Looks at ALTER ROLE ... SET and ALTER DATABASE ... SET, of this database or of all, for planner methods that are
-- off, for session_replication_role = replica, and for settings that hide damage.
--
-- ## Why it matters
-- Nobody looks for them there: the configuration files are fine, EXPLAIN of one user is fine, and the sessions of
-- another misbehave.
--
-- ## How to fix
-- Reset it.
--
-- ## False positives
-- Roles of replication tools run with session_replication_role = replica on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER ROLE" and "pg_db_role_setting".

SELECT
    NULL AS schema_name,
    o.setting_name AS object_name,
    o.target,
    o.setting_name,
    o.value,
    CASE WHEN o.setting_name = 'session_replication_role' THEN 'triggers and foreign keys do not work in its sessions'
         WHEN o.setting_name LIKE 'enable\_%' THEN 'the planner avoids this kind of plan in all its queries'
         ELSE 'damaged data is hidden from it' END AS effect,
    CASE WHEN o.setting_name NOT LIKE 'enable\_%' THEN 'error' END AS severity,
    format('ALTER %s RESET %I', o.target, o.setting_name) AS fix_sql,
    format('ALTER %s SET %I = %L', o.target, o.setting_name, o.value) AS undo_sql
FROM setting_overrides AS o
WHERE o.setting_name LIKE 'enable\_%' AND lower(o.value) IN ('off', 'false', 'no', '0')
      AND o.setting_name NOT LIKE 'enable\_partitionwise\_%'
   OR o.setting_name = 'session_replication_role' AND lower(o.value) = 'replica'
   OR o.setting_name IN ('zero_damaged_pages', 'ignore_checksum_failure', 'ignore_system_indexes')
      AND lower(o.value) IN ('on', 'true', 'yes', '1')
