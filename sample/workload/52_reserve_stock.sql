-- name: update: reserve stock and give it back
-- calls: 50
\set id random(1, 20000)
BEGIN;
UPDATE stock_level SET reserved = reserved + 1 WHERE product_id = :id AND warehouse_no = 1;
ROLLBACK;
