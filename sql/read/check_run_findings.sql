SELECT f.fingerprint, f.check_id, f.area, f.severity, f.object_kind, f.object_name, f.schema_name, f.title, f.message,
       f.confidence, f.is_suppressed
FROM dbarch.check_run_findings AS f
WHERE f.run_id = $1
