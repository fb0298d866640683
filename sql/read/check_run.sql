-- The last recorded run, the last one of name or number $1, or the last one before number $2.
SELECT r.id, r.areas, r.checks, r.schemas, r.judged, r.not_judged
FROM dbarch.check_runs AS r
WHERE CASE WHEN $1 ~ '^[0-9]+$' THEN r.id::text = $1 ELSE $1 IS NULL OR r.name = $1 END
  AND ($2::bigint IS NULL OR r.id < $2)
ORDER BY r.id DESC
LIMIT 1
