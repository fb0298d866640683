UPDATE dbarch.suppression_rules AS s
SET matched = m.matched, matched_at = now()
FROM jsonb_to_recordset($1) AS m(check_id text, object_pattern text, matched bigint)
WHERE s.check_id = m.check_id AND s.object_pattern = m.object_pattern
RETURNING 1::bigint
