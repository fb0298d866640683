-- name: report: new customers of a week
-- calls: 20
\set day random(1, 1400)
SELECT country_code, count(*) AS customers
FROM users
WHERE created_at >= timestamptz '2022-01-01 00:00+00' + :day * interval '1 day'
  AND created_at < timestamptz '2022-01-01 00:00+00' + (:day + 7) * interval '1 day'
GROUP BY country_code
ORDER BY customers DESC;
