CREATE TABLE dbarch.check_settings (
    check_id   text        NOT NULL,
    enabled    boolean,
    severity   text,
    parameters jsonb       NOT NULL DEFAULT '{}',
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by text        NOT NULL,
    CONSTRAINT pk_check_settings_check_id PRIMARY KEY (check_id),
    CONSTRAINT chk_check_settings_severity CHECK (severity IN ('info', 'warning', 'error')),
    CONSTRAINT chk_check_settings_parameters CHECK (jsonb_typeof(parameters) = 'object')
);

COMMENT ON TABLE dbarch.check_settings IS
    'What configure_check() has set; a check without a row is as the release has it. The view checks shows what holds';
COMMENT ON COLUMN dbarch.check_settings.check_id IS 'The check';
COMMENT ON COLUMN dbarch.check_settings.enabled IS 'Whether runs have the check that do not name it; NULL: as the profile says';
COMMENT ON COLUMN dbarch.check_settings.severity IS 'Severity of all its findings; NULL: as the check says';
COMMENT ON COLUMN dbarch.check_settings.parameters IS 'Parameters that are set, by name';
COMMENT ON COLUMN dbarch.check_settings.changed_at IS 'When it was set last';
COMMENT ON COLUMN dbarch.check_settings.changed_by IS 'The role that set it';

-- Settings are user data: without this line pg_dump would leave them behind.
SELECT pg_catalog.pg_extension_config_dump('dbarch.check_settings', '');

-- Everybody's runs go by them, and so everybody may know them. Only the functions write.
GRANT SELECT ON dbarch.check_settings TO PUBLIC;
