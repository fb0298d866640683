-- Orders with their items, payments and invoices. Read by data.sql.

-- Two years of a growing shop. Time runs with the square root of the order number at first, so that the later months
-- hold more orders; it never steps back, because an application writes orders as they come.
CREATE FUNCTION pg_temp.order_time(n bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT timestamptz '2024-01-01 00:00+00'
          + floor(63158400 * (($1 / 400000.0::double precision) + sqrt($1 / 400000.0::double precision)) / 2)
          * interval '1 second' $$;

-- One to six items an order, two on average; few products make most of the sales.
INSERT INTO order_items (id, order_id, product_id, quantity, unit_price, line_amount, created_at)
SELECT row_number() OVER (ORDER BY i.order_id, i.line_no), i.order_id, p.id, i.quantity, p.price,
       i.quantity * p.price, pg_temp.order_time(i.order_id)
FROM (SELECT o AS order_id, line_no,
             1 + floor(20000 * s.u * s.u * pg_temp.unit(o * 8 + line_no, 72))::bigint AS product_id,
             1 + floor(4 * s.u * s.u * s.u)::integer AS quantity
      FROM generate_series(1, 400000) AS o,
           LATERAL generate_series(1, 1 + floor(6 * pg_temp.unit(o, 70) * pg_temp.unit(o, 71))::integer) AS line_no,
           LATERAL (SELECT pg_temp.unit(o * 8 + line_no, 73)) AS s (u)) AS i
JOIN products AS p ON p.id = i.product_id
ORDER BY i.order_id, i.line_no;

-- Status follows age: open orders are recent, nearly everything older is delivered.
INSERT INTO orders (id, order_number, user_id, organization_id, status, currency, items_amount, shipping_amount,
                    total_amount, shipping_country, shipping_postcode, customer_note, shipped_at, delivered_at,
                    created_at, updated_at, deleted_at)
SELECT o.id, 'SO-' || lpad(o.id::text, 8, '0'), u.id,
       CASE WHEN pg_temp.unit(o.id, 84) < 0.6 THEN pg_temp.home_organization(u.id) END,
       o.status, u.currency, t.amount, o.shipping, t.amount + o.shipping,
       u.country_code, lpad((hashint8(u.id)::bigint & 65535)::text, 5, '0'),
       CASE WHEN pg_temp.unit(o.id, 85) < 0.04 THEN 'Please ring the bell, delivery window ' || o.id % 9 END,
       CASE WHEN o.status IN ('shipped', 'delivered', 'refunded') THEN o.at + o.hours * interval '1 hour' END,
       CASE WHEN o.status IN ('delivered', 'refunded') THEN o.at + 3 * o.hours * interval '1 hour' END,
       o.at, o.at + o.hours * interval '1 hour',
       CASE WHEN pg_temp.unit(o.id, 86) < 0.005 THEN o.at + 72 * interval '1 hour' END
FROM (SELECT g AS id, pg_temp.order_time(g) AS at,
             1 + floor(100000 * pg_temp.unit(g, 80) * pg_temp.unit(g, 80))::bigint AS user_id,
             CASE WHEN g > 398000 AND pg_temp.unit(g, 81) < 0.4 THEN 'pending'
                  WHEN g > 396000 AND pg_temp.unit(g, 81) < 0.8 THEN 'paid'
                  WHEN g > 392000 AND pg_temp.unit(g, 81) < 0.9 THEN 'shipped'
                  WHEN pg_temp.unit(g, 82) < 0.05 THEN 'cancelled'
                  WHEN pg_temp.unit(g, 82) < 0.06 THEN 'refunded'
                  WHEN pg_temp.unit(g, 82) < 0.0605 THEN 'pending'
                  ELSE 'delivered' END AS status,
             CASE WHEN pg_temp.unit(g, 83) < 0.3 THEN 0.00 ELSE 4.90 END AS shipping,
             4 + floor(60 * pg_temp.unit(g, 87))::integer AS hours
      FROM generate_series(1, 400000) AS g) AS o
JOIN users AS u ON u.id = o.user_id
JOIN (SELECT order_id, sum(line_amount) AS amount FROM order_items GROUP BY order_id) AS t ON t.order_id = o.id
ORDER BY o.id;

-- Orders that were paid have a payment, one in twenty-five of them after a failed attempt.
INSERT INTO payments (id, order_id, provider, provider_reference, status, amount, currency, failure_code, paid_at,
                      created_at)
SELECT row_number() OVER (ORDER BY o.id, a.attempt), o.id,
       pg_temp.pick('{card,card,card,card,card,card,wallet,wallet,transfer,invoice}', pg_temp.unit(o.id, 90)),
       'pay_' || o.id || '_' || a.attempt || '_' || left(md5(o.id::text), 8),
       CASE WHEN a.attempt = 1 THEN 'failed' WHEN o.status = 'refunded' THEN 'refunded' ELSE 'succeeded' END,
       o.total_amount, o.currency,
       CASE WHEN a.attempt = 1 THEN pg_temp.pick('{insufficient_funds,card_expired,timeout}', pg_temp.unit(o.id, 92)) END,
       CASE WHEN a.attempt = 2 THEN o.created_at + 180 * interval '1 second' END,
       o.created_at + 60 * a.attempt * interval '1 second'
FROM orders AS o, generate_series(1, 2) AS a (attempt)
WHERE o.status NOT IN ('pending', 'cancelled') AND (a.attempt = 2 OR pg_temp.unit(o.id, 91) < 0.04)
ORDER BY o.id, a.attempt;

INSERT INTO invoices (id, order_id, amount, issued_on, created_at)
SELECT 2104500000 + row_number() OVER (ORDER BY o.id), o.id, o.total_amount, o.created_at::date, o.created_at
FROM orders AS o
WHERE o.organization_id IS NOT NULL AND o.status = 'delivered' AND o.id > 350000 AND o.id % 2 = 0
ORDER BY o.id;
