INSERT INTO dbarch.suppression_rules AS s (check_id, object_pattern, reason, until, created_by)
SELECT $1, $2, $3, $4, $5
WHERE $4 IS NULL OR $4 > now()
ON CONFLICT (check_id, object_pattern) DO UPDATE
SET reason = excluded.reason, until = excluded.until, created_at = now(), created_by = excluded.created_by
RETURNING 1::bigint
