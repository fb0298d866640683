-- A null in the parameters takes that one back.
INSERT INTO dbarch.check_settings AS s (check_id, enabled, severity, parameters, changed_by)
VALUES ($1, $2, $3, jsonb_strip_nulls($4), $5)
ON CONFLICT (check_id) DO UPDATE
SET enabled = coalesce(excluded.enabled, s.enabled),
    severity = coalesce(excluded.severity, s.severity),
    parameters = jsonb_strip_nulls(s.parameters || $4),
    changed_at = now(),
    changed_by = excluded.changed_by
RETURNING 1::bigint
