-- name: category page, cheapest first
-- calls: 80
\set id random(73, 300)
SELECT id, name, brand, price
FROM products
WHERE category_id = :id AND is_active AND deleted_at IS NULL
ORDER BY price
LIMIT 24;
