-- T73. UPDATE ... FROM few rows: the updated table is searched by the joined column.
CREATE TABLE incoming AS SELECT g AS sku, g * 3 AS price FROM generate_series(1, 40) AS g;
CREATE TABLE product AS SELECT g * 7919 % 50021 AS sku, g AS price, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE incoming, product;

SELECT scenario.query('UPDATE product SET price = i.price FROM incoming AS i WHERE product.sku = i.sku', 100);
SELECT scenario.expect('ON product (sku)');
