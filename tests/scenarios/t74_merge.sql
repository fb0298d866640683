-- T74. MERGE with few rows: the target is searched by the joined column.
-- needs: server-15
CREATE TABLE incoming AS SELECT g AS sku, g * 3 AS price FROM generate_series(1, 40) AS g;
CREATE TABLE product AS SELECT g * 7919 % 50021 AS sku, g AS price, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE incoming, product;

SELECT scenario.query('MERGE INTO product AS p USING incoming AS i ON p.sku = i.sku
    WHEN MATCHED THEN UPDATE SET price = i.price WHEN NOT MATCHED THEN INSERT (sku, price) VALUES (i.sku, i.price)', 100);
SELECT scenario.expect('ON product (sku)');
