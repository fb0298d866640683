-- name: products with a tag (needs a GIN index)
-- calls: 15
SELECT id, name, price FROM products WHERE tags @> ARRAY['clearance'] AND is_active ORDER BY price LIMIT 30;
