-- name: start page: newest products
-- calls: 60
SELECT id, name, brand, price FROM products
WHERE is_active AND deleted_at IS NULL
ORDER BY created_at DESC
LIMIT 12;
