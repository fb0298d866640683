-- id = "configuration_file_errors"
-- ---
-- Lines of the configuration files that the server could not take. An entry that only waits for a restart is none.
SELECT f.sourcefile AS source_file, f.sourceline AS source_line, f.name AS setting_name, f.error
FROM pg_catalog.pg_file_settings AS f
WHERE f.error IS NOT NULL AND f.error <> 'setting could not be applied'
   OR f.error = 'setting could not be applied'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_settings AS s WHERE s.name = f.name AND s.pending_restart)
