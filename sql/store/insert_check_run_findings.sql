WITH came AS (
    INSERT INTO dbarch.check_run_findings (
        run_id, fingerprint, check_id, area, severity, object_kind, object_name, schema_name, title, message, confidence,
        is_suppressed)
    SELECT $1, f.fingerprint, f.check_id, f.area, f.severity, f.object_kind, f.object_name, f.schema_name, f.title,
           f.message, f.confidence, f.is_suppressed
    FROM jsonb_populate_recordset(NULL::dbarch.check_run_findings, $2) AS f
    RETURNING run_id
)
SELECT count(*) FROM came
