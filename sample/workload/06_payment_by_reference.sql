-- name: webhook: payment by the reference of the provider
-- calls: 100
\set id random(1, 400000)
SELECT id, order_id, status, amount FROM payments WHERE provider_reference = 'pay_:id' || '_2_' || left(md5(':id'), 8);
