-- Tables of an application in many schemas: keys, foreign keys with and without an index, and every kind of mistake on some.
CREATE EXTENSION dbarch;
CREATE PROCEDURE create_tables(tables int) LANGUAGE plpgsql AS $$
DECLARE
    place text;
    earlier text;
BEGIN
    FOR n IN 1..tables LOOP
        IF n % 500 = 1 THEN
            COMMIT;
            EXECUTE format('CREATE SCHEMA tenant_%s', n / 500);
        END IF;
        place := format('tenant_%s.%s', (n - 1) / 500, (ARRAY['orders', 'customers', 'payment', '"Line Items"', 'log'])[1 + n % 5]);
        place := CASE WHEN place LIKE '%"' THEN replace(place, ' Items', format(' Items %s', n)) ELSE place || '_' || n END;
        EXECUTE format(
            'CREATE TABLE %s (id %s, customer_id bigint, state varchar(20) DEFAULT ''new'', amount %s, note text,
                              created_at %s NOT NULL DEFAULT now(), is_open boolean, tags text[])',
            place,
            CASE n % 10 WHEN 0 THEN 'int' WHEN 1 THEN 'serial PRIMARY KEY' WHEN 2 THEN 'uuid PRIMARY KEY'
                        ELSE 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY' END,
            CASE WHEN n % 7 = 0 THEN 'money' ELSE 'numeric(12,2)' END,
            CASE WHEN n % 6 = 0 THEN 'timestamp' ELSE 'timestamptz' END);
        IF n % 10 > 2 THEN
            IF earlier IS NOT NULL AND n % 3 = 0 THEN
                EXECUTE format('ALTER TABLE %s ADD FOREIGN KEY (customer_id) REFERENCES %s (id)', place, earlier);
            END IF;
            earlier := place;
        END IF;
        IF n % 20 = 0 THEN
            EXECUTE format('CREATE INDEX ON %s (created_at); CREATE INDEX ON %1$s (created_at, state)', place);
        END IF;
    END LOOP;
END $$;
CALL create_tables(:tables);
DROP PROCEDURE create_tables;
VACUUM (ANALYZE) pg_class, pg_attribute, pg_index, pg_constraint, pg_depend, pg_attrdef, pg_type, pg_namespace, pg_sequence;
