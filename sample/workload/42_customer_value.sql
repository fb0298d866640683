-- name: report: customer value by country
-- calls: 2
SELECT u.country_code, count(DISTINCT u.id) AS customers, sum(o.total_amount) / count(DISTINCT u.id) AS value
FROM users AS u
JOIN orders AS o ON o.user_id = u.id
WHERE o.status = 'delivered'
GROUP BY u.country_code
ORDER BY value DESC;
