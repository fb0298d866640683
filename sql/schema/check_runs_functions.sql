-- Runs told by their numbers. The body is parsed at creation, so that no search_path can redirect it.
CREATE FUNCTION dbarch.compare_findings(
    baseline bigint,
    compared bigint DEFAULT NULL,
    areas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    schemas text[] DEFAULT NULL,
    min_severity text DEFAULT 'info',
    include_suppressed boolean DEFAULT false
) RETURNS TABLE (
    change text,
    severity_before text,
    check_id text,
    area text,
    severity text,
    status text,
    object_kind text,
    object_name text,
    title text,
    message text,
    remediation text,
    fix_sql text,
    undo_sql text,
    confidence text,
    detail jsonb,
    fingerprint text,
    baseline_id bigint
)
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 100 COST 100000
BEGIN ATOMIC
    SELECT *
    FROM dbarch.compare_findings(baseline::text, compared::text, areas, checks, schemas, min_severity, include_suppressed);
END;

REVOKE ALL ON FUNCTION
    dbarch.record_findings(text, text[], text[], text[]),
    dbarch.compare_findings(text, text, text[], text[], text[], text, boolean),
    dbarch.compare_findings(bigint, bigint, text[], text[], text[], text, boolean),
    dbarch.forget_findings(text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    dbarch.record_findings(text, text[], text[], text[]),
    dbarch.compare_findings(text, text, text[], text[], text[], text, boolean),
    dbarch.compare_findings(bigint, bigint, text[], text[], text[], text, boolean),
    dbarch.forget_findings(text)
TO pg_monitor;

COMMENT ON FUNCTION dbarch.record_findings(text, text[], text[], text[]) IS
    'Runs checks and records what they find, to be compared with later; returns the number of the run';
COMMENT ON FUNCTION dbarch.compare_findings(text, text, text[], text[], text[], text, boolean) IS
    'What is new, changed, resolved, unchanged or unknown since a recorded run, which a name or number tells';
COMMENT ON FUNCTION dbarch.compare_findings(bigint, bigint, text[], text[], text[], text, boolean) IS
    'The same, the runs told by their numbers';
COMMENT ON FUNCTION dbarch.forget_findings(text) IS 'Deletes the recorded runs of a name, or the run of a number; how many';
