-- Checks read with the caller's rights, so everybody may run them; they show what the caller could read anyway.

CREATE FUNCTION dbarch.check_all(
    areas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    schemas text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
AS 'MODULE_PATHNAME', 'check_all_wrapper';
COMMENT ON FUNCTION dbarch.check_all(text[], text[], text[], text, boolean) IS
    'Runs the selected checks on this database; one row a finding, and one for each check that could not judge';

CREATE FUNCTION dbarch.catalogue(
    OUT check_id text,
    OUT area text,
    OUT severity text,
    OUT title text,
    OUT rationale text,
    OUT object_kind text,
    OUT parameters jsonb,
    OUT requires text[],
    OUT enabled boolean,
    OUT since text
) RETURNS SETOF record
LANGUAGE c STABLE PARALLEL SAFE ROWS 100
AS 'MODULE_PATHNAME', 'catalogue_wrapper';
COMMENT ON FUNCTION dbarch.catalogue() IS 'The rows of the view dbarch.checks';

CREATE VIEW dbarch.checks AS
SELECT check_id, area, severity, title, rationale, object_kind, parameters, requires, enabled, since
FROM dbarch.catalogue();
COMMENT ON VIEW dbarch.checks IS 'The checks of this release, with what each looks for and its parameters';
COMMENT ON COLUMN dbarch.checks.check_id IS 'Id, as check_all(checks => ...) and explain_check() take it';
COMMENT ON COLUMN dbarch.checks.area IS 'Area, as check_all(areas => ...) takes it';
COMMENT ON COLUMN dbarch.checks.severity IS 'Usual severity: error, warning or info; a finding may have another one';
COMMENT ON COLUMN dbarch.checks.title IS 'What the check looks for';
COMMENT ON COLUMN dbarch.checks.rationale IS 'Why that matters';
COMMENT ON COLUMN dbarch.checks.object_kind IS 'Kind of the objects that findings name, as COMMENT ON calls it';
COMMENT ON COLUMN dbarch.checks.parameters IS 'Values that the check uses; explain_check() says what they mean';
COMMENT ON COLUMN dbarch.checks.requires IS 'Extensions without which the check is not applicable';
COMMENT ON COLUMN dbarch.checks.enabled IS 'Whether check_all() runs the check';
COMMENT ON COLUMN dbarch.checks.since IS 'Release that brought the check';
GRANT SELECT ON dbarch.checks TO PUBLIC;

CREATE FUNCTION dbarch.explain_check(check_id text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'explain_check_wrapper';
COMMENT ON FUNCTION dbarch.explain_check(text) IS 'The manual page of a check';

-- One function an area. Bodies are parsed at creation, so that no search_path can redirect them.

CREATE FUNCTION dbarch.check_indexes(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['indexes'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_indexes(text[], text[], text, boolean) IS
    'Checks of indexes: missing, duplicate, redundant, invalid, unused';

CREATE FUNCTION dbarch.check_tables(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['tables'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_tables(text[], text[], text, boolean) IS
    'Checks of tables: storage and bloat';

CREATE FUNCTION dbarch.check_naming(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['naming'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_naming(text[], text[], text, boolean) IS
    'Checks of names';

CREATE FUNCTION dbarch.check_design(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['design'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_design(text[], text[], text, boolean) IS
    'Checks of the design of tables and columns';

CREATE FUNCTION dbarch.check_security(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['security'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_security(text[], text[], text, boolean) IS
    'Checks of security';

CREATE FUNCTION dbarch.check_maintenance(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['maintenance'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_maintenance(text[], text[], text, boolean) IS
    'Checks of maintenance: sequences and what else runs out';
