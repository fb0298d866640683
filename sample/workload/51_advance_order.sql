-- name: update: status of an order, set to the value it has
-- calls: 100
\set id random(1, 400000)
UPDATE orders SET status = status WHERE id = :id;
