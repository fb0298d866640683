-- name: report: orders of a day by country
-- calls: 25
\set day random(1, 720)
SELECT shipping_country, count(*) AS orders, sum(total_amount) AS revenue
FROM orders
WHERE created_at >= timestamptz '2024-01-02 00:00+00' + :day * interval '1 day'
  AND created_at < timestamptz '2024-01-02 00:00+00' + (:day + 1) * interval '1 day'
GROUP BY shipping_country
ORDER BY revenue DESC;
