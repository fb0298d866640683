-- B-tree on expressions: without statistics of the expression the planner guesses, and so may the what-if engine.
CALL bench.candidate('expression', 'CREATE INDEX ON customer (lower(email))',
    'SELECT * FROM customer WHERE lower(email) = ''nobody.1@nowhere.example''',
    'SELECT id FROM customer ORDER BY lower(email) LIMIT 20',
    'SELECT * FROM customer WHERE lower(email) BETWEEN ''bach'' AND ''bad''');
CALL bench.candidate('expression', 'CREATE INDEX ON document ((doc ->> ''k''))',
    'SELECT id FROM document WHERE doc ->> ''k'' = bench.word(13)',
    'SELECT doc ->> ''k'', count(*) FROM document GROUP BY doc ->> ''k''');
CALL bench.candidate('expression', 'CREATE INDEX ON document (((doc ->> ''n'')::int))',
    'SELECT id FROM document WHERE (doc ->> ''n'')::int = 2500',
    'SELECT id FROM document WHERE (doc ->> ''n'')::int BETWEEN 2900 AND 2910',
    'SELECT c.id FROM customer c JOIN document d ON c.id = (d.doc ->> ''n'')::int WHERE c.id < 20');
CALL bench.candidate('expression', 'CREATE INDEX ON customer (date_trunc(''day'', joined))',
    'SELECT * FROM customer WHERE date_trunc(''day'', joined) = ''2021-03-01''',
    'SELECT date_trunc(''day'', joined), count(*) FROM customer GROUP BY 1');
CALL bench.candidate('expression', 'CREATE INDEX ON event ((device + batch))',
    'SELECT * FROM event WHERE device + batch = 4050',
    'SELECT * FROM event WHERE device + batch < 10');
CALL bench.candidate('expression', 'CREATE INDEX ON product (left(title, 8))',
    'SELECT * FROM product WHERE left(title, 8) = ''bacefogu''',
    'SELECT left(title, 8), count(*) FROM product GROUP BY 1');
CALL bench.candidate('expression', 'CREATE INDEX ON orders (md5(details))',
    'SELECT * FROM orders WHERE md5(details) = md5(''order 1'')');
CALL bench.candidate('expression', 'CREATE INDEX ON orders (upper(status)) WHERE refund > 0',
    'SELECT * FROM orders WHERE upper(status) = ''FAILED'' AND refund > 0',
    'SELECT upper(status), count(*) FROM orders WHERE refund > 0 GROUP BY 1');
CALL bench.candidate('expression', 'CREATE INDEX ON orders (customer, (amount * quantity))',
    'SELECT * FROM orders WHERE customer = 3 AND amount * quantity > 5000',
    'SELECT * FROM orders WHERE customer = 3 ORDER BY amount * quantity DESC LIMIT 5');
CALL bench.candidate('expression', 'CREATE INDEX ON orders (coalesce(coupon, ''''))',
    'SELECT * FROM orders WHERE coalesce(coupon, '''') = bench.word(5)',
    'SELECT count(*) FROM orders WHERE coalesce(coupon, '''') = ''''');
CALL bench.candidate('expression', 'CREATE INDEX ON orders ((refund > 0))',
    'SELECT * FROM orders WHERE refund > 0 AND (refund > 0) = true');
