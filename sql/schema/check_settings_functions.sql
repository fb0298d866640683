-- What is set holds for everybody's runs.
REVOKE ALL ON FUNCTION dbarch.configure_check(text, boolean, text, jsonb), dbarch.reset_check(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dbarch.configure_check(text, boolean, text, jsonb), dbarch.reset_check(text) TO pg_monitor;

COMMENT ON FUNCTION dbarch.configure_check(text, boolean, text, jsonb) IS
    'Sets whether runs have a check, the severity of its findings and its parameters; NULL leaves as it is';
COMMENT ON FUNCTION dbarch.reset_check(text) IS 'Forgets what was set for a check; false if nothing was';
