-- T58. Addresses within a network: a b-tree finds them as a range; GiST and SP-GiST can as well.
CREATE TABLE host AS
SELECT g AS id, inet '10.0.0.0' + g * 7919 % 5000000 AS address, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE host;

SELECT scenario.query('SELECT * FROM host WHERE address << inet ''10.0.7.0/24''', 100);
SELECT scenario.expect('ON host (address)');
SELECT scenario.expect('ON host USING gist (address inet_ops)');
SELECT scenario.expect('ON host USING spgist (address)');
