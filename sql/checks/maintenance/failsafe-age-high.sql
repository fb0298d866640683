-- id          = "failsafe-age-high"
-- title       = "VACUUM's last resort against wraparound comes too late"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}: when VACUUM drops all but what averts wraparound, hardly any ids are left"
-- remediation = "Set it back to its default and reload the configuration with SELECT pg_reload_conf()."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.max_age]
-- default = 1800000000
-- about   = "Higher values are reported."
-- ---
-- ## What it does
-- Looks at vacuum_failsafe_age and vacuum_multixact_failsafe_age.
--
-- ## Why it matters
-- From that age on VACUUM ignores its throttle and leaves indexes alone, which is several times faster. With few ids left
-- even that may be too slow, and the server refuses to write.
--
-- ## How to fix
-- 1600 million, the default, leaves a quarter of the ids. Nothing needs a restart.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "vacuum_failsafe_age".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value::bigint AS value,
    format('ALTER SYSTEM SET %s = %s', s.name, s.default_value) AS fix_sql,
    format('ALTER SYSTEM SET %s = %s', s.name, s.value) AS undo_sql
FROM settings AS s
CROSS JOIN params AS p
-- CASE, since values of other settings are no numbers, and the order of conditions is the planner's.
WHERE CASE WHEN s.name IN ('vacuum_failsafe_age', 'vacuum_multixact_failsafe_age') THEN s.value::bigint > p.max_age END
