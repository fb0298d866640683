-- name: customers who bought this also bought
-- calls: 10
\set id random(2000, 20000)
SELECT other.product_id, count(*) AS times
FROM order_items AS mine
JOIN order_items AS other ON other.order_id = mine.order_id AND other.product_id <> mine.product_id
WHERE mine.product_id = :id
GROUP BY other.product_id
ORDER BY times DESC, other.product_id
LIMIT 5;
