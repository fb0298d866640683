-- T97. More equalities than an index can have columns.
SELECT format('CREATE TABLE wide AS SELECT %s, %s FROM generate_series(1, 20000) AS g',
    string_agg(format('g * %s %% %s AS c%s', 7919 + c, 3 + c % 5, c), ', '), 'repeat(''n'', 60) AS note')
FROM generate_series(1, 40) AS c \gexec
VACUUM ANALYZE wide;

SELECT scenario.query('SELECT * FROM wide WHERE ' || string_agg(format('c%s = 1', c), ' AND '), 100) FROM generate_series(1, 40) AS c;
SELECT scenario.argument('max_columns', '32');
SELECT scenario.expect_gain_of('CREATE INDEX ON wide (c1, c2, c3, c4, c5, c6, c7, c8)');
SELECT scenario.expect_true('at most 32 columns, and not all of these',
    $$SELECT bool_and(jsonb_array_length(detail -> 'keys') <= 16) FROM scenario.advice WHERE action = 'create'$$);
