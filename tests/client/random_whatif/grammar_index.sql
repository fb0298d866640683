-- Random CREATE INDEX statements.
SET search_path = torture;

-- What follows ON, such as an expression of a column; wrong ones included.
CREATE FUNCTION index_expression(c torture.cols, tab text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF torture.chance(12) THEN
        RETURN torture.pick(ARRAY['(random())', '(now())', '(count(*))', '((SELECT 1))', '(generate_series(1, 2))', '(1)',
            '(no_such_column + 1)', format('(%s.*)', tab), format('((%s))', tab), '(row_number() OVER ())', '($1)',
            format('(impure(%s))', c.col), format('(raising(%s))', c.col), '(''x''::text)', 'ctid', 'tableoid', 'xmin',
            'no_such_column', '(no_such_table.a)', '(1/0)', '(NULL)', '(tableoid)', format('(%s::no_such_type)', c.col)]);
    END IF;
    RETURN CASE
        WHEN c.type IN ('text', 'character varying', 'character', 'name') OR c.type LIKE '%short_text'
            THEN torture.pick(ARRAY[format('lower(%s)', c.col), format('(left(%s, 5))', c.col), format('length(%s)', c.col),
                format('(%s || ''x'')', c.col), format('to_tsvector(''simple'', %s)', c.col), format('to_tsvector(%s)', c.col),
                format('pure_plpgsql(%s)', c.col), format('(%s COLLATE "C")', c.col), format('(%s IS NULL)', c.col),
                format('((%s))', c.col), format('(coalesce(%s, ''''))', c.col)])
        WHEN c.type IN ('integer', 'bigint', 'smallint', 'numeric')
            THEN torture.pick(ARRAY[format('(%s + 1)', c.col), format('pure(%s)', c.col), format('(-%s)', c.col),
                format('(%s %% 10)', c.col), format('(%s::text)', c.col), format('(%s IN (1, 2))', c.col), format('(%s)', c.col)])
        WHEN c.type LIKE 'timestamp%' OR c.type = 'date'
            THEN torture.pick(ARRAY[format('(%s::date)', c.col), format('date_trunc(''day'', %s)', c.col),
                format('(%s AT TIME ZONE ''UTC'')', c.col), format('extract(hour FROM %s)', c.col),
                format('(extract(year FROM %s))', c.col)])
        WHEN c.type LIKE 'json%' THEN torture.pick(ARRAY[format('(%s->>''kind'')', c.col), format('((%s->>''n'')::integer)', c.col),
                format('(%s->''tags'')', c.col), format('((%s->>''t'')::timestamptz)', c.col)])
        WHEN c.type LIKE '%[]' THEN torture.pick(ARRAY[format('(%s[1])', c.col), format('array_length(%s, 1)', c.col)])
        WHEN c.type LIKE '%range' THEN torture.pick(ARRAY[format('lower(%s)', c.col), format('(isempty(%s))', c.col)])
        WHEN c.type = 'point' THEN torture.pick(ARRAY[format('box(%s, %1$s)', c.col), format('(%s[0])', c.col)])
        WHEN c.type LIKE '%pair' THEN format('((%s).a)', c.col)
        ELSE format('(%s::text)', c.col) END;
END $$;

-- Most methods take few types: a column that fits, so that most definitions are right.
CREATE FUNCTION fitting_column(method text, of text) RETURNS torture.cols LANGUAGE plpgsql AS $$
DECLARE
    c torture.cols := torture.any_column(of);
BEGIN
    FOR try IN 1..6 LOOP
        EXIT WHEN CASE method
            WHEN 'gin' THEN c.type ~ '\[\]$|jsonb|tsvector'
            WHEN 'gist' THEN c.type ~ 'range|tsvector|point|box|circle|polygon|inet'
            WHEN 'spgist' THEN c.type ~ 'range|point|box|polygon|text|inet'
            ELSE c.type !~ '\[\]$|json|tsvector|point|box|circle|polygon|xml|lseg' END;
        c := torture.any_column(of);
        PERFORM torture.odd(100) WHERE try = 6;
    END LOOP;
    RETURN c;
END $$;

CREATE FUNCTION index_element(method text, of text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    c torture.cols := torture.fitting_column(method, of);
    element text := CASE WHEN torture.odd(25) THEN torture.index_expression(c, of) ELSE c.col END;
BEGIN
    IF torture.odd(8) THEN
        element := element || ' COLLATE ' || torture.pick('{"\"C\"","\"POSIX\"",no_such_collation,"\"default\""}');
    END IF;
    IF torture.odd(12) THEN
        element := element || ' ' || torture.pick(coalesce((SELECT names FROM torture.opclasses AS o WHERE o.method = $1),
            '{int4_ops}'));
        IF torture.odd(25) THEN
            element := element || torture.pick('{"(siglen = 64)","(siglen = 0)","(bogus = 1)","(n_distinct_per_range = 50)"}');
        END IF;
    ELSIF method = 'gin' AND c.type = 'text' AND torture.chance(70) THEN
        element := element || ' gin_trgm_ops';
    ELSIF method = 'btree' AND c.type = 'text' AND torture.chance(20) THEN
        element := element || ' text_pattern_ops';
    END IF;
    IF torture.chance(CASE method WHEN 'btree' THEN 30 ELSE 0 END) THEN
        element := element || torture.pick('{" ASC"," DESC"}');
    END IF;
    IF torture.chance(CASE method WHEN 'btree' THEN 20 ELSE 0 END) OR torture.odd(2) THEN
        element := element || torture.pick('{" NULLS FIRST"," NULLS LAST"}');
    END IF;
    RETURN element;
END $$;

CREATE FUNCTION index_predicate(of text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN torture.odd(20) THEN torture.pick(ARRAY['random() < 0.5', 'now() > ''2020-01-01''', 'true', 'false', '1',
            'count(*) > 1', 'EXISTS (SELECT 1)', 'no_such_column', 'NULL', 'ctid = ''(0,1)''', 'impure(1) = 1', 'raising(1) = 1',
            '1/0 = 1', 'tableoid = 1', 'current_user = ''x''', '$1 = 1'])
        ELSE torture.conditions('', of) END
$$;

CREATE FUNCTION index_options(method text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE
        WHEN torture.odd(15) THEN torture.pick(ARRAY['bogus = 1', 'fillfactor = 5', 'fillfactor = 101', 'fillfactor = abc',
            'fillfactor', 'fillfactor = 50, fillfactor = 60', 'fillfactor = 70.5', 'toast.fillfactor = 50', 'fillfactor = 70',
            'pages_per_range = 0', 'pages_per_range = 64', 'fastupdate = maybe', 'buffering = on', 'deduplicate_items = off',
            '"FillFactor" = 50', 'fillfactor = ''80'''])
        WHEN method = 'brin' THEN torture.pick(ARRAY['pages_per_range = 1', 'pages_per_range = 32', 'autosummarize', 'pages_per_range = 131072'])
        WHEN method = 'gin' THEN torture.pick(ARRAY['fastupdate = off', 'gin_pending_list_limit = 64', 'fastupdate = on'])
        WHEN method = 'gist' THEN torture.pick(ARRAY['fillfactor = 50', 'buffering = auto', 'buffering = off'])
        WHEN method = 'btree' THEN torture.pick(ARRAY['fillfactor = 10', 'fillfactor = 100', 'fillfactor = 70', 'deduplicate_items = off'])
        ELSE 'fillfactor = 60' END
$$;

CREATE FUNCTION elements(method text, of text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    list text := torture.index_element(method, of);
BEGIN
    WHILE torture.chance(CASE method WHEN 'hash' THEN 5 WHEN 'spgist' THEN 5 ELSE 35 END) LOOP
        list := list || ', ' || torture.index_element(method, of);
    END LOOP;
    IF torture.odd(1) THEN
        list := list || repeat(', ' || (torture.any_column(of)).col, 33);
    END IF;
    RETURN list;
END $$;

-- A statement on the table; @schema@ stands for the schema, which the caller fills in.
CREATE FUNCTION index_statement(of text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    method text := torture.pick('{btree,btree,btree,hash,gin,gist,spgist,brin}');
    target text := CASE WHEN torture.odd(4)
        THEN torture.pick('{no_such_table,pg_class,pg_catalog.pg_proc,counter,numbers_a_b,no_such_schema.t,information_schema.tables,pg_toast.pg_toast_1255}')
        ELSE CASE WHEN torture.chance(30) THEN '@schema@.' ELSE '' END || of END;
    statement text := 'CREATE';
BEGIN
    -- A wrong relation mostly comes with wrong columns too.
    PERFORM torture.odd(100), torture.odd(100)
    WHERE target NOT IN (of, '@schema@.' || of) OR EXISTS (SELECT FROM torture.tabs AS t WHERE t.tab = of AND t.kind = 'v');
    IF torture.odd(3) THEN
        method := torture.pick('{heap,BTREE,no_such_method,"gi st"}');
    END IF;
    IF torture.chance(CASE method WHEN 'btree' THEN 12 ELSE 0 END) OR torture.odd(2) THEN
        statement := statement || ' UNIQUE';
    END IF;
    statement := statement || ' INDEX';
    IF torture.odd(15) THEN
        statement := statement || torture.pick('{" new_index"," \"New \"\"Index\"\"\""," numbers_a_b"," orders"," IF NOT EXISTS numbers_a_b"," IF NOT EXISTS other_index"," named1"," named2"," named3"}');
    END IF;
    statement := statement || ' ON ' || CASE WHEN torture.odd(3) THEN 'ONLY ' ELSE '' END || target;
    IF method <> 'btree' OR torture.chance(30) THEN
        statement := statement || ' USING ' || CASE method WHEN 'BTREE' THEN method ELSE quote_ident(method) END;
    END IF;
    statement := statement || ' (' || coalesce(torture.elements(method, of), 'a') || ')';
    IF torture.chance(CASE WHEN method IN ('btree', 'gist') THEN 15 ELSE 0 END) OR torture.odd(3) THEN
        statement := statement || ' INCLUDE (' || coalesce(CASE WHEN torture.odd(10)
                THEN torture.index_element(method, of) ELSE (torture.any_column(of)).col END, 'ctid')
            || CASE WHEN torture.chance(30) THEN ', ' || (torture.any_column(of)).col ELSE '' END || ')';
    END IF;
    IF torture.chance(4) AND current_setting('server_version_num')::integer >= 150000 THEN
        statement := statement || ' NULLS NOT DISTINCT';
    END IF;
    IF torture.chance(15) THEN
        statement := statement || ' WITH (' || torture.index_options(method) || ')';
    END IF;
    IF torture.odd(3) THEN
        statement := statement || torture.pick('{" TABLESPACE pg_default"," TABLESPACE no_such_tablespace"," TABLESPACE pg_global"}');
    END IF;
    IF torture.chance(20) THEN
        statement := statement || ' WHERE ' || coalesce(torture.index_predicate(of), 'true');
    END IF;
    IF torture.odd(2) THEN
        statement := torture.mangled(statement);
    END IF;
    RETURN statement;
END $$;
