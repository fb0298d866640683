-- id = "settings"
-- ---
-- Settings of the server as a new session of this database and role would have them, in the unit of `unit`: what
-- the caller's session has changed for itself says nothing about the server. `is_default`: nobody has set it.
-- Settings that the caller may not see are missing, and those that came with the caller's connection: what the server
-- would have given instead is not known.
-- `is_alterable`: ALTER SYSTEM decides about it, as neither the command line, the database nor the role does; `revert_sql`
-- then brings the present value back, and is NULL if the caller may not see where that stands. `activation` is what a
-- change waits for.
SELECT
    s.name,
    s.reset_val AS value,
    s.boot_val AS default_value,
    s.unit,
    s.vartype AS value_type,
    s.enumvals AS choices,
    s.context,
    -- Checks run with some settings of their own, which hides where the server's came from.
    CASE s.source WHEN 'session' THEN 'the configuration, the database or the role' ELSE s.source END AS source,
    s.sourcefile AS source_file,
    s.pending_restart AS is_pending_restart,
    s.reset_val IS NOT DISTINCT FROM s.boot_val AS is_default,
    s.context <> 'internal' AND s.source IN ('default', 'configuration file', 'override') AS is_alterable,
    CASE WHEN s.sourcefile LIKE '%postgresql.auto.conf' THEN format('ALTER SYSTEM SET %I = %L', s.name, s.reset_val)
         WHEN s.sourcefile IS NOT NULL OR s.source = 'default' THEN format('ALTER SYSTEM RESET %I', s.name)
    END AS revert_sql,
    CASE WHEN s.context = 'postmaster' THEN 'restart the server'
         ELSE 'reload the configuration with SELECT pg_reload_conf()' END AS activation
FROM pg_catalog.pg_settings AS s
WHERE s.source <> 'client'
