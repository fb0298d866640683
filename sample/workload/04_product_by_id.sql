-- name: product page
-- calls: 300
\set id random_zipfian(1, 20000, 1.1)
SELECT id, name, description, brand, price, tags, attributes FROM products WHERE id = :id AND deleted_at IS NULL;
