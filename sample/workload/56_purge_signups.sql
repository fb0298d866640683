-- name: delete: unconfirmed newsletter entries of a month, rolled back
-- calls: 10
\set day random(0, 600)
BEGIN;
DELETE FROM newsletter_signups
WHERE NOT confirmed
  AND signed_up_at >= timestamptz '2024-01-01 00:00+00' + :day * interval '1 day'
  AND signed_up_at < timestamptz '2024-01-01 00:00+00' + (:day + 30) * interval '1 day';
ROLLBACK;
