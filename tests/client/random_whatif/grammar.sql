-- Random CREATE INDEX statements and random queries, most of them right, some of them wrong on purpose.
--
-- Chance comes from hashes of a counter, because random() draws other numbers in other majors.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
CREATE SCHEMA torture;
SET search_path = torture;

CREATE SEQUENCE draws;
CREATE TABLE setting (seed bigint);
CREATE FUNCTION draw(n integer) RETURNS integer LANGUAGE sql AS
$$ SELECT ((hashint8extended(nextval('torture.draws'), seed) & 9007199254740991) % greatest(n, 1))::integer
   FROM torture.setting $$;
-- Counts what may be a fault: of several in one statement dbarch may name another one than CREATE INDEX does.
CREATE SEQUENCE oddities;
CREATE FUNCTION odd(percent integer) RETURNS boolean LANGUAGE sql AS
'SELECT CASE WHEN torture.draw(100) < percent THEN nextval(''torture.oddities'') > 0 ELSE false END';
CREATE FUNCTION chance(percent integer) RETURNS boolean LANGUAGE sql AS 'SELECT torture.draw(100) < percent';
CREATE FUNCTION pick(list text[]) RETURNS text LANGUAGE sql AS
'SELECT list[1 + torture.draw(cardinality(list))]';

-- What there is to choose from; names as a statement has to write them.
CREATE TABLE tabs AS
SELECT quote_ident(relname) AS tab, relkind::text AS kind, row_number() OVER (ORDER BY relname COLLATE "C") AS no
FROM pg_class WHERE relnamespace = 'loaded'::regnamespace AND relkind IN ('r', 'p', 'm', 'v')
  AND relname !~ '^audit_log_y2025m(0[2-9]|1)';
CREATE TABLE cols AS
SELECT quote_ident(c.relname) AS tab, quote_ident(a.attname) AS col, a.atttypid::regtype::text AS type,
       row_number() OVER (PARTITION BY c.relname ORDER BY a.attnum) AS no
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'loaded'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'v');
CREATE INDEX ON cols (tab, no);
CREATE TABLE real_indexes AS
SELECT array_agg('loaded.' || quote_ident(relname) ORDER BY relname COLLATE "C") AS names
FROM pg_class WHERE relnamespace = 'loaded'::regnamespace AND relkind IN ('i', 'I');
CREATE TABLE opclasses AS
SELECT m.amname::text AS method, array_agg(DISTINCT quote_ident(c.opcname)) AS names
FROM pg_opclass AS c JOIN pg_am AS m ON m.oid = c.opcmethod GROUP BY m.amname;

CREATE FUNCTION any_table() RETURNS text LANGUAGE sql AS
$$ SELECT tab FROM torture.tabs
   WHERE no = 1 + (SELECT torture.draw((SELECT count(*)::integer FROM torture.tabs))) $$;
-- Materialised, because a condition with a volatile function would draw anew for each row.
CREATE FUNCTION any_column(of text) RETURNS torture.cols LANGUAGE sql AS
$$ WITH drawn AS MATERIALIZED (SELECT 1 + torture.draw((SELECT count(*)::integer FROM torture.cols WHERE tab = of)) AS no)
   SELECT cols FROM torture.cols JOIN drawn USING (no) WHERE tab = of $$;

CREATE FUNCTION constant(type text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE
        WHEN type IN ('integer', 'bigint', 'smallint', 'oid', 'numeric', 'double precision', 'real')
            THEN torture.pick('{0,1,7,19,250,999,4000,100000,-5,NULL}')
        WHEN type LIKE 'timestamp%' OR type = 'date'
            THEN CASE WHEN torture.odd(15) THEN 'now()'
                ELSE torture.pick(ARRAY['''2025-01-02''', '''2025-06-30''', '''2026-03-01''', '''1999-01-01''']) END
        WHEN type = 'boolean' THEN torture.pick('{true,false,NULL}')
        WHEN type = 'uuid' THEN '''c4ca4238-a0b9-2382-0dcc-509a6f75849b'''
        WHEN type LIKE '%mood' THEN torture.pick(ARRAY['''sad''', '''happy''', '''angry'''])
        WHEN type = 'money' THEN '''7'''
        WHEN type = 'bytea' THEN '''\xc4ca'''
        WHEN type = 'interval' THEN '''90 s'''
        WHEN type LIKE 'time%' THEN '''03:00'''
        WHEN type = 'text[]' THEN torture.pick(ARRAY['''{tag1}''', '''{tag3,tag30}''', '''{}''', 'NULL'])
        WHEN type LIKE '%[]' THEN torture.pick(ARRAY['''{1}''', '''{3,30}''', '''{}'''])
        WHEN type LIKE 'json%' THEN torture.pick(ARRAY['''{"kind": "k1"}''', '''{"n": 7}''', '''{}''', '''[1]'''])
        WHEN type = 'tsvector' THEN '''word1'''
        WHEN type = 'tsquery' THEN torture.pick(ARRAY['''word1 & other2''', '''word5 | wo:*''', '''!word3'''])
        WHEN type = 'point' THEN '''(10,10)'''
        WHEN type = 'box' THEN torture.pick(ARRAY['''(5,5),(0,0)''', '''(900,900),(0,0)'''])
        WHEN type = 'circle' THEN '''<(5,5),3>'''
        WHEN type = 'polygon' THEN '''((0,0),(0,5),(5,5))'''
        WHEN type = 'lseg' THEN '''[(0,0),(5,5)]'''
        WHEN type LIKE '%multirange' THEN '''{[1,5)}'''
        WHEN type = 'tstzrange' THEN '''[2025-01-01,2025-02-01)'''
        WHEN type LIKE '%range' THEN torture.pick(ARRAY['''[1,20)''', '''empty''', '''(,400)'''])
        WHEN type IN ('inet', 'cidr') THEN '''10.1.0.0/16'''
        WHEN type = 'macaddr' THEN '''08:00:2b:01:02:07'''
        WHEN type LIKE '%pair' THEN '''(1,x)'''
        WHEN type = 'bit varying' THEN 'B''101'''
        ELSE torture.pick(ARRAY['''row 17''', '''a''', '''''', '''tag3''', '''it''''s''', 'NULL', 'repeat(''x'', 3000)'])
    END;
END $$;

-- A condition on one column; prefix is an alias with its dot, or nothing.
CREATE FUNCTION condition(prefix text, c torture.cols) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    x text := prefix || c.col;
    v text := CASE WHEN torture.chance(8) THEN '$1' ELSE torture.constant(c.type) END;
BEGIN
    IF torture.chance(8) THEN
        RETURN x || torture.pick('{" IS NULL"," IS NOT NULL"}');
    END IF;
    IF c.type IN ('text', 'character varying', 'character', 'name') OR c.type LIKE '%short_text' THEN
        RETURN torture.pick(ARRAY[x || ' = ' || v, x || ' LIKE ''row 1%''', x || ' ILIKE ''%wor%''', x || ' ~ ''^a.b''',
            format('lower(%s) = %s', x, v), format('%s IN (''a'', ''b'', ''row 5'')', x), x || ' >= ' || v, x || ' <> ' || v,
            format('length(%s) > 10', x), format('%s COLLATE "C" < %s', x, v), x || ' ^@ ''ro''']);
    ELSIF c.type LIKE '%[]' THEN
        RETURN torture.pick(ARRAY[x || ' @> ' || v, x || ' && ' || v, x || ' <@ ' || v, x || ' = ' || v,
            CASE c.type WHEN 'text[]' THEN '''tag5''' ELSE '5' END || ' = ANY (' || x || ')', x || '[1] = ' || x || '[2]']);
    ELSIF c.type = 'jsonb' THEN
        RETURN torture.pick(ARRAY[x || ' @> ' || v, x || ' ? ''kind''', x || ' ?| ''{n,kind}''', x || '->>''kind'' = ''k3''',
            format('(%s->>''n'')::integer > 50', x), x || ' @? ''$.tags[*] ? (@ > 2)''', x || ' = ' || v]);
    ELSIF c.type = 'tsvector' THEN
        RETURN x || ' @@ ' || torture.constant('tsquery') || '::tsquery';
    ELSIF c.type LIKE '%range' THEN
        RETURN x || torture.pick('{" && "," @> "," <@ "," << "," >> "," -|- "," = "}') || v || '::' || c.type;
    ELSIF c.type = 'point' THEN
        RETURN torture.pick(ARRAY[x || ' <@ box ' || torture.constant('box'), x || ' ~= ' || v,
            x || ' <-> point ''(3,3)'' < 5', x || ' << ' || v]);
    ELSIF c.type IN ('box', 'circle', 'polygon') THEN
        RETURN x || torture.pick('{" && "," @> "," <@ "," << "," &< "}') || v || '::' || c.type;
    ELSIF c.type IN ('inet', 'cidr') THEN
        RETURN x || torture.pick('{" << "," >>= "," = "," && "," < "}') || v;
    ELSIF c.type IN ('integer', 'bigint', 'numeric', 'double precision') THEN
        RETURN torture.pick(ARRAY[x || ' = ' || v, x || ' > ' || v, x || ' <= ' || v, format('%s BETWEEN 5 AND 40', x),
            x || ' IN (1, 2, 3, 500)', x || ' = ANY ($1)', format('(%s + 1) %% 10 = 3', x), x || ' + 1 < 7', x || ' <> ' || v,
            format('%s = (SELECT max(id) FROM orders)', x), x || '::text = ''7''', '(' || x || ', 1) > (3, 0)']);
    END IF;
    RETURN x || torture.pick('{" = "," < "," >= "," <> "," > "}') || v;
END $$;

CREATE FUNCTION conditions(prefix text, tab text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    clause text := torture.condition(prefix, torture.any_column(tab));
BEGIN
    WHILE torture.chance(45) LOOP
        clause := clause || torture.pick('{" AND "," AND "," OR "," AND NOT "}')
            || torture.condition(prefix, torture.any_column(tab));
    END LOOP;
    RETURN clause;
END $$;

CREATE FUNCTION mangled(statement text) RETURNS text LANGUAGE sql AS
$$ SELECT torture.pick(ARRAY[left(statement, 1 + torture.draw(length(statement) - 1)), statement || ' nonsense',
       replace(statement, 'WHERE', 'WHERE no_such_column = 1 AND'), replace(statement, 'FROM', 'FROM no_such_table,'),
       replace(statement, '(', '(('), statement || chr(10) || ' -- ü' ]) $$;
