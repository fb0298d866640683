-- T95. Names made of long names are cut to 63 bytes and stay different from each other and from those that exist.
CREATE TABLE a_table_with_a_name_that_is_as_long_as_names_can_be_in_postgres AS
SELECT g AS id, g * 7 % 2000 AS a_column_with_a_name_that_is_nearly_as_long_as_the_tables_one, g * 7919 % 2003 AS a_column_with_a_name_that_is_nearly_as_long_as_the_tables_two,
       repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE TABLE short AS SELECT g AS id, g * 7 % 2000 AS customer, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE VIEW idx_short_customer AS SELECT 1 AS one;
VACUUM ANALYZE;

SELECT scenario.query('SELECT * FROM a_table_with_a_name_that_is_as_long_as_names_can_be_in_postgres WHERE a_column_with_a_name_that_is_nearly_as_long_as_the_tables_one = 7', 100);
SELECT scenario.query('SELECT * FROM a_table_with_a_name_that_is_as_long_as_names_can_be_in_postgres WHERE a_column_with_a_name_that_is_nearly_as_long_as_the_tables_two = 7', 100);
SELECT scenario.query('SELECT * FROM short WHERE customer = 7', 100);
SELECT scenario.expect('ON short (customer)',
    'ON a_table_with_a_name_that_is_as_long_as_names_can_be_in_postgres (a_column_with_a_name_that_is_nearly_as_long_as_the_tables_one)',
    'ON a_table_with_a_name_that_is_as_long_as_names_can_be_in_postgres (a_column_with_a_name_that_is_nearly_as_long_as_the_tables_two)');
SELECT scenario.expect_true('three names of at most 63 bytes',
    $$SELECT count(DISTINCT index_name) = 3 AND max(octet_length(split_part(index_name, '.', 2))) <= 63 FROM scenario.advice$$);
