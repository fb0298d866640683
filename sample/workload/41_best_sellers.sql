-- name: report: best-selling categories
-- calls: 2
SELECT c.name, sum(i.quantity) AS pieces, sum(i.line_amount) AS revenue
FROM order_items AS i
JOIN products AS p ON p.id = i.product_id
JOIN categories AS c ON c.id = p.category_id
GROUP BY c.name
ORDER BY revenue DESC
LIMIT 20;
