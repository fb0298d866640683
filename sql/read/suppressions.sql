SELECT s.check_id, s.object_pattern, s.reason, s.until, coalesce(s.until <= now(), false) AS is_expired,
       s.created_at, s.created_by
FROM dbarch.suppression_rules AS s
ORDER BY s.check_id, s.object_pattern
