-- What is suppressed is so for everybody.
REVOKE ALL ON FUNCTION
    dbarch.suppress(text, text, text, timestamp with time zone),
    dbarch.unsuppress(text, text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    dbarch.suppress(text, text, text, timestamp with time zone),
    dbarch.unsuppress(text, text)
TO pg_monitor;

COMMENT ON FUNCTION dbarch.suppress(text, text, text, timestamp with time zone) IS
    'Hides findings of a check on objects whose names fit a pattern, with a reason and an end';
COMMENT ON FUNCTION dbarch.unsuppress(text, text) IS 'Takes a suppression back';
COMMENT ON FUNCTION dbarch.unused_suppressions() IS
    'Runs the suppressed checks and returns the suppressions that are of no use, and why';
