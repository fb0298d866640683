INSERT INTO dbarch.check_runs (
    name, started_at, recorded_by, areas, checks, schemas, judged, not_judged, findings, suppressed, version)
SELECT n.name, clock_timestamp() - make_interval(secs => $2), n.recorded_by, n.areas, n.checks, n.schemas, n.judged,
       n.not_judged, n.findings, n.suppressed, n.version
FROM jsonb_populate_record(NULL::dbarch.check_runs, $1) AS n
RETURNING id
