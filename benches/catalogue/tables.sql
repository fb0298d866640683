-- :tables tables in twenty schemas, as many indexes, and a few rows each: what a provider of software for many customers
-- has. A tenth has no key but an index, a fifth a foreign key without an index.
SELECT format('CREATE SCHEMA app%s', n) FROM generate_series(0, 19) AS n \gexec

CREATE PROCEDURE bench.make_tables(number integer) LANGUAGE plpgsql AS $$
DECLARE
    made text;
BEGIN
    FOR n IN 0 .. number - 1 LOOP
        made := format('app%s.%I', n % 20, (ARRAY['orders', 'customers', 'item', 'Invoice', 'events'])[1 + n % 5] || n);
        EXECUTE format(
            'CREATE TABLE %s (id %s, name text NOT NULL, state text, amount numeric(12, 2), created_at timestamptz NOT NULL, %s)',
            made,
            CASE WHEN n % 10 = 9 THEN 'int' ELSE 'bigint PRIMARY KEY' END,
            CASE WHEN n % 5 = 3 AND n > 200 THEN format('parent_id bigint REFERENCES app%s.orders%s', (n - 103) % 20, n - 103)
                 ELSE 'note varchar(200)' END);
        IF n % 10 = 9 THEN
            EXECUTE format('CREATE INDEX ON %s (state, created_at)', made);
        END IF;
        EXECUTE format('INSERT INTO %s SELECT i, ''name '' || i, ''open'', i * 1.5, now() FROM generate_series(1, 20) AS i', made);
        IF n % 500 = 0 THEN
            COMMIT;
        END IF;
    END LOOP;
END $$;
CALL bench.make_tables(:tables);
VACUUM ANALYZE;
