-- name: failed payments of a day
-- calls: 40
\set day random(1, 360)
SELECT id, order_id, provider, amount, failure_code
FROM payments
WHERE status = 'failed'
  AND created_at >= timestamptz '2025-01-01 00:00+00' + :day * interval '1 day'
  AND created_at < timestamptz '2025-01-01 00:00+00' + (:day + 1) * interval '1 day'
ORDER BY created_at;
