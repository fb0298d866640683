-- name: report: products to reorder
-- calls: 6
SELECT p.id, p.sku, sum(s.quantity - s.reserved) AS available
FROM stock_level AS s
JOIN products AS p ON p.id = s.product_id
WHERE p.is_active
GROUP BY p.id, p.sku
HAVING sum(s.quantity - s.reserved) < 60
ORDER BY available;
