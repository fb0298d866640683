-- name: products by attributes (has its GIN index)
-- calls: 30
\set months random(1, 5)
SELECT id, name, price
FROM products
WHERE attributes @> '{"color": "green", "material": "wool"}' AND price > :months
LIMIT 50;
