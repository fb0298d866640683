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
    OUT since text,
    OUT profiles text[],
    OUT is_configured boolean,
    OUT privileges text[]
) RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED ROWS 200
AS 'MODULE_PATHNAME', 'catalogue_wrapper';
COMMENT ON FUNCTION dbarch.catalogue() IS 'The rows of the view dbarch.checks';

CREATE VIEW dbarch.checks AS
SELECT check_id, area, severity, title, rationale, object_kind, parameters, requires, enabled, since, profiles,
       is_configured, privileges
FROM dbarch.catalogue();
COMMENT ON VIEW dbarch.checks IS
    'The checks of this release: what each looks for, and what holds for it, with what configure_check() has set';
COMMENT ON COLUMN dbarch.checks.check_id IS 'Id, as check_all(checks => ...) and explain_check() take it';
COMMENT ON COLUMN dbarch.checks.area IS 'Area, as check_all(areas => ...) takes it';
COMMENT ON COLUMN dbarch.checks.severity IS
    'Severity: error, warning or info; unless it was set, a finding may have another one';
COMMENT ON COLUMN dbarch.checks.title IS 'What the check looks for';
COMMENT ON COLUMN dbarch.checks.rationale IS 'Why that matters';
COMMENT ON COLUMN dbarch.checks.object_kind IS 'Kind of the objects that findings name, as COMMENT ON calls it';
COMMENT ON COLUMN dbarch.checks.parameters IS 'Values that the check uses; explain_check() says what they mean';
COMMENT ON COLUMN dbarch.checks.requires IS 'Extensions without which the check is not applicable';
COMMENT ON COLUMN dbarch.checks.enabled IS
    'Whether check_all() runs the check without being told to, with the dbarch.check_profile of this session';
COMMENT ON COLUMN dbarch.checks.since IS 'Release that brought the check';
COMMENT ON COLUMN dbarch.checks.profiles IS 'Values of dbarch.check_profile that have the check';
COMMENT ON COLUMN dbarch.checks.is_configured IS 'Whether configure_check() has set something';
COMMENT ON COLUMN dbarch.checks.privileges IS 'Predefined roles without whose privileges the check cannot judge';
GRANT SELECT ON dbarch.checks TO PUBLIC;

CREATE FUNCTION dbarch.area_scores(
    areas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    schemas text[] DEFAULT NULL,
    OUT area text,
    OUT score double precision,
    OUT checks_run bigint,
    OUT checks_with_findings bigint,
    OUT checks_not_judged bigint,
    OUT errors bigint,
    OUT warnings bigint,
    OUT infos bigint
) RETURNS SETOF record
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 12 COST 100000
AS 'MODULE_PATHNAME', 'area_scores_wrapper';
COMMENT ON FUNCTION dbarch.area_scores(text[], text[], text[]) IS
    'Runs checks; for each area 100 * (1 - lost / total): a check that could judge weighs 10, 3 or 1 as its severity, or its worst finding if that is worse, is error, warning or info, and loses the weight of its worst finding';

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

CREATE FUNCTION dbarch.check_configuration(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['configuration'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_configuration(text[], text[], text, boolean) IS
    'Checks of configuration: settings of the server, sessions and locks';

CREATE FUNCTION dbarch.check_replication(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['replication'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_replication(text[], text[], text, boolean) IS
    'Checks of replication: standbys, slots and subscriptions';

CREATE FUNCTION dbarch.check_backup(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['backup'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_backup(text[], text[], text, boolean) IS
    'Checks of backups and of the WAL archive';

CREATE FUNCTION dbarch.check_capacity(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['capacity'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_capacity(text[], text[], text, boolean) IS
    'Checks of capacity: what grows and what runs full';

CREATE FUNCTION dbarch.check_queries(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['queries'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_queries(text[], text[], text, boolean) IS
    'Checks of queries and of the statistics that they are planned with';

CREATE FUNCTION dbarch.check_compliance(
    schemas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS SETOF dbarch.finding
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT * FROM dbarch.check_all(ARRAY['compliance'], checks, schemas, min_severity, include_suppressed);
END;
COMMENT ON FUNCTION dbarch.check_compliance(text[], text[], text, boolean) IS
    'Checks of compliance: personal data and who may see it';
