-- name: insert: an order with an item and an audit entry, rolled back
-- calls: 30
\set id random(500000, 900000)
\set user random(1, 100000)
\set product random(1, 20000)
BEGIN;
INSERT INTO orders (id, order_number, user_id, status, currency, items_amount, shipping_amount, total_amount,
                    shipping_country, shipping_postcode, created_at, updated_at)
VALUES (:id, 'SO-00:id', :user, 'pending', 'EUR', 20.00, 4.90, 24.90, 'DE', '10115',
        '2026-01-01 00:00+00', '2026-01-01 00:00+00');
INSERT INTO order_items (order_id, product_id, quantity, unit_price, line_amount, created_at)
VALUES (:id, :product, 2, 10.00, 20.00, '2026-01-01 00:00+00');
INSERT INTO audit_log (user_id, action, entity_type, entity_id, payload, created_at)
VALUES (:user, 'create', 'order', :id, '{"changed": "status"}', '2025-12-31 12:00+00');
ROLLBACK;
