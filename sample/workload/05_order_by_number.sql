-- name: order by its number
-- calls: 200
\set n random(10000000, 10400000)
SELECT id, user_id, status, total_amount, currency FROM orders WHERE order_number = 'SO-0' || substr(':n', 2);
