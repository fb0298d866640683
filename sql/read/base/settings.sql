-- id = "settings"
-- ---
-- Settings of the server as a new session of this database and role would have them, in the unit of `unit`: what
-- the caller's session has changed for itself says nothing about the server. `is_default`: nobody has set it.
-- Settings that the caller may not see are missing.
SELECT
    s.name,
    s.reset_val AS value,
    s.boot_val AS default_value,
    s.unit,
    s.vartype AS value_type,
    s.context,
    s.source,
    s.sourcefile AS source_file,
    s.pending_restart AS is_pending_restart,
    s.reset_val IS NOT DISTINCT FROM s.boot_val AS is_default
FROM pg_catalog.pg_settings AS s
