-- Hash: equality only.
CALL bench.candidate('hash', 'CREATE INDEX ON orders USING hash (customer)',
    'SELECT * FROM orders WHERE customer = 4711',
    'SELECT * FROM orders WHERE customer = 3',
    'SELECT * FROM orders WHERE customer IN (150001, 150002)',
    'SELECT c.name, o.amount FROM customer c JOIN orders o ON o.customer = c.id WHERE c.city = 953');
CALL bench.candidate('hash', 'CREATE INDEX ON orders USING hash (reference)',
    'SELECT * FROM orders WHERE reference = ''6c8349cc-7260-ae62-e3b1-396831a8398f''',
    'UPDATE orders SET amount = 1 WHERE reference = ''6c8349cc-7260-ae62-e3b1-396831a8398f''');
CALL bench.candidate('hash', 'CREATE INDEX ON customer USING hash (email)',
    'SELECT * FROM customer WHERE email = ''Nobody.1@nowhere.example''',
    'SELECT a.id FROM customer a JOIN customer b USING (email) WHERE b.city = 954');
CALL bench.candidate('hash', 'CREATE INDEX ON event USING hash (session)',
    'SELECT * FROM event WHERE session = md5(''100'')::uuid',
    'SELECT * FROM event WHERE session = md5(''100'')::uuid AND val > 10');
CALL bench.candidate('hash', 'CREATE INDEX ON orders USING hash (coupon)',
    'SELECT * FROM orders WHERE coupon = bench.word(77)');
CALL bench.candidate('hash', 'CREATE INDEX ON orders USING hash (product) WHERE status = ''failed''',
    'SELECT * FROM orders WHERE product = 3 AND status = ''failed''');
CALL bench.candidate('hash', 'CREATE INDEX ON event USING hash (id) WITH (fillfactor = 90)',
    'SELECT * FROM event WHERE id = 4711');
