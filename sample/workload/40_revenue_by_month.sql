-- name: report: revenue by month
-- calls: 3
SELECT date_trunc('month', created_at) AS month, currency, count(*) AS orders, sum(total_amount) AS revenue
FROM orders
WHERE status NOT IN ('cancelled', 'pending')
GROUP BY 1, 2
ORDER BY 1, 2;
