-- name: full-text search (needs a GIN index)
-- calls: 15
SELECT id, name, price
FROM products
WHERE search @@ websearch_to_tsquery('english', 'folding bamboo chair')
ORDER BY ts_rank(search, websearch_to_tsquery('english', 'folding bamboo chair')) DESC
LIMIT 20;
