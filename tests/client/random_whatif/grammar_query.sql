-- Random queries.
SET search_path = torture;

CREATE FUNCTION select_list(prefix text, of text) RETURNS text LANGUAGE sql AS $$
    SELECT torture.pick(ARRAY['*', 'count(*)', prefix || (torture.any_column(of)).col, '1',
        format('min(%s%s)', prefix, (torture.any_column(of)).col), format('max(%s%s)', prefix, (torture.any_column(of)).col),
        format('count(DISTINCT %s%s)', prefix, (torture.any_column(of)).col),
        format('row_number() OVER (ORDER BY %s%s)', prefix, (torture.any_column(of)).col)])
$$;

CREATE FUNCTION tail(prefix text, of text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    clause text := '';
    c torture.cols := torture.any_column(of);
BEGIN
    IF torture.chance(35) THEN
        clause := ' ORDER BY ' || CASE WHEN c.type = 'point' THEN prefix || c.col || ' <-> ''(1,2)'''
                WHEN c.type = 'text' AND torture.chance(30) THEN prefix || c.col || ' COLLATE "C"' ELSE prefix || c.col END
            || torture.pick('{""," DESC"," NULLS FIRST"," DESC NULLS LAST"}');
        IF torture.chance(30) THEN
            clause := clause || ', ' || prefix || (torture.any_column(of)).col;
        END IF;
    END IF;
    IF torture.chance(35) THEN
        clause := clause || ' LIMIT ' || torture.pick('{1,10,500,$1,0}');
    END IF;
    IF torture.chance(4) THEN
        clause := clause || ' FOR UPDATE';
    END IF;
    RETURN clause;
END $$;

CREATE FUNCTION filter(prefix text, of text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN torture.chance(88) THEN ' WHERE ' || torture.conditions(prefix, of) ELSE '' END
$$;

-- A column of each table with the same type, to join on.
CREATE FUNCTION join_on(one text, other text) RETURNS text LANGUAGE sql AS $$
    WITH pairs AS (
        SELECT 'a.' || l.col || ' = b.' || r.col AS clause, row_number() OVER (ORDER BY l.no, r.no) AS no, count(*) OVER () AS many
        FROM torture.cols AS l JOIN torture.cols AS r USING (type) WHERE l.tab = one AND r.tab = other AND type !~ 'json|xml|point|"char"'),
    drawn AS MATERIALIZED (SELECT 1 + torture.draw((SELECT coalesce(max(many), 1)::integer FROM pairs)) AS no)
    SELECT coalesce((SELECT clause FROM pairs JOIN drawn USING (no)), 'true')
$$;

-- A query of the table, and of another one in some forms.
CREATE FUNCTION query(of text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    other text := torture.any_table();
    c torture.cols := torture.any_column(of);
    statement text;
BEGIN
    statement := CASE torture.draw(20)
        WHEN 0 THEN format('SELECT %s, count(*) FROM %s%s GROUP BY 1 ORDER BY 2 DESC', c.col, of, torture.filter('', of))
        WHEN 1 THEN format('SELECT DISTINCT %s FROM %s%s', c.col, of, torture.filter('', of))
        WHEN 2 THEN format('UPDATE %1$s SET %2$s = %2$s%3$s', of, c.col, torture.filter('', of))
        WHEN 3 THEN format('DELETE FROM %s%s RETURNING 1', of, torture.filter('', of))
        WHEN 4 THEN format('INSERT INTO %1$s SELECT * FROM %1$s%2$s', of, torture.filter('', of))
        WHEN 5 THEN format('SELECT * FROM %s AS a WHERE EXISTS (SELECT FROM %s AS b WHERE %s) AND %s', of, other,
            torture.join_on(of, other), torture.conditions('a.', of))
        WHEN 6 THEN format('SELECT * FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %1$s%3$s)', of, c.col, torture.filter('', of))
        WHEN 7 THEN format('SELECT %1$s FROM %2$s%3$s UNION ALL SELECT %1$s FROM %2$s%4$s ORDER BY 1 LIMIT 5', c.col, of,
            torture.filter('', of), torture.filter('', of))
        WHEN 8 THEN format('WITH x AS MATERIALIZED (SELECT * FROM %1$s%2$s) SELECT * FROM x, %1$s AS b WHERE x.%3$s = b.%3$s', of,
            torture.filter('', of), c.col)
        WHEN 9 THEN format('SELECT a.* FROM %s AS a LEFT JOIN %s AS b ON %s WHERE %s%s', of, other, torture.join_on(of, other),
            torture.conditions('a.', of), torture.tail('a.', of))
        WHEN 10 THEN format('SELECT count(*) FROM %s AS a FULL JOIN %s AS b ON %s', of, other, torture.join_on(of, other))
        WHEN 11 THEN format('SELECT * FROM %s AS a, LATERAL (SELECT * FROM %s AS b WHERE %s%s) AS s WHERE %s', of, other,
            torture.join_on(of, other), ' LIMIT 3', torture.conditions('a.', of))
        WHEN 12 THEN format('SELECT a.%s FROM %s AS a JOIN %s AS b ON %s JOIN orders AS o ON o.id = 7 WHERE %s', c.col, of,
            other, torture.join_on(of, other), torture.conditions('b.', other))
        WHEN 13 THEN format('MERGE INTO %s AS a USING one_row AS b ON a.%s = b.id WHEN MATCHED THEN DELETE', of, c.col)
        WHEN 14 THEN format('SELECT %s FROM ONLY %s TABLESAMPLE system (10)%s', c.col, of, torture.filter('', of))
        ELSE format('SELECT %s FROM %s AS a%s%s', torture.select_list('a.', of), of, torture.filter('a.', of), torture.tail('a.', of))
    END;
    IF torture.chance(3) THEN
        statement := torture.mangled(statement);
    ELSIF torture.chance(3) THEN
        statement := replace(statement, 'WHERE', 'WHERE ' || torture.pick(ARRAY['raising(1) = 1', '1/0 = 1', 'pure(3) = 3']) || ' AND ');
    END IF;
    RETURN statement;
END $$;
