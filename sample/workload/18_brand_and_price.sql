-- name: products of a brand within a price range
-- calls: 50
\set low random(5, 200)
SELECT id, name, price FROM products
WHERE brand = 'Brand B1' AND price BETWEEN :low AND :low + 50
ORDER BY price, id
LIMIT 40;
