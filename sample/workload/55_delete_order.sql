-- name: delete: an order with all that hangs on it, rolled back
-- calls: 15
\set id random(398001, 400000)
BEGIN;
DELETE FROM payments WHERE order_id = :id;
DELETE FROM invoices WHERE order_id = :id;
DELETE FROM orders WHERE id = :id;
ROLLBACK;
