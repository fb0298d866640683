-- Reports quote statements of all users, which is what pg_read_all_stats, a part of pg_monitor, may read anyway.
-- Nobody is granted INSERT, UPDATE or DELETE: run_report() writes as the owner of the table, so that a monitoring
-- role can have a report written but cannot forge or erase one.
REVOKE ALL ON TABLE dbarch.reports FROM PUBLIC;
GRANT SELECT ON TABLE dbarch.reports TO pg_monitor;
REVOKE ALL ON FUNCTION dbarch.run_report(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dbarch.run_report(text) TO pg_monitor;

-- A schema without USAGE would hide what everybody may call; objects in it are granted one by one.
GRANT USAGE ON SCHEMA dbarch TO PUBLIC;

COMMENT ON FUNCTION dbarch.health() IS
    'State of this database as one JSON document: sizes, connections, performance, capacity warnings and needs';
COMMENT ON FUNCTION dbarch.run_report(text) IS
    'Composes a report now, stores it in dbarch.reports and returns its id; a report that fails is stored as failed';
COMMENT ON FUNCTION dbarch.status() IS
    'What dbarch has at its disposal here and what it lacks, with a hint for each';
