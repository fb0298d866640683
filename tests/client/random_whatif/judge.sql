-- What must hold of every random statement. Whatever does not is a row of torture.failure.
--
-- Each case is a transaction of its own, so that locks that stay behind are seen.
SET search_path = torture;

CREATE TABLE failure (kind text, statement text, detail text);
CREATE TABLE tally (what text PRIMARY KEY, many integer);
-- Definitions that dbarch and CREATE INDEX both take; the queries draw from them.
CREATE TABLE accepted (no integer GENERATED ALWAYS AS IDENTITY, tab text, ddl text);
CREATE INDEX ON accepted (tab);
CREATE TYPE verdict AS (state text, message text);

CREATE PROCEDURE count_one(what text) LANGUAGE sql AS
$$ INSERT INTO torture.tally VALUES ($1, 1) ON CONFLICT ON CONSTRAINT tally_pkey DO UPDATE SET many = tally.many + 1 $$;

-- SQLSTATE and message of the real CREATE INDEX on the empty tables, which is rolled back; 00000 if it succeeds.
CREATE FUNCTION real_verdict(ddl text) RETURNS torture.verdict LANGUAGE plpgsql SET search_path = bare, public AS $$
DECLARE
    state text;
    message text;
BEGIN
    EXECUTE replace(ddl, '@schema@', 'bare');
    RAISE EXCEPTION 'rolled back' USING ERRCODE = 'P0099';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
    RETURN (CASE state WHEN 'P0099' THEN '00000' ELSE state END, message)::torture.verdict;
END $$;

CREATE FUNCTION whatif_verdict(ddl text) RETURNS torture.verdict LANGUAGE plpgsql SET search_path = loaded, public AS $$
DECLARE
    size bigint := -1;
    state text;
    message text;
BEGIN
    size := dbarch.estimate_index_size(ddl);
    -- A partitioned table without partitions has no index to store.
    RETURN (CASE WHEN size >= 0 THEN '00000' ELSE 'no size' END, size::text)::torture.verdict;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
    RETURN (state, message)::torture.verdict;
END $$;

-- What whatif_cost() returns for one query, or its error.
CREATE FUNCTION outcome(query text, indexes text[], hidden text[], OUT cost double precision, OUT rest text) LANGUAGE plpgsql
SET search_path = loaded, public AS $$
DECLARE
    state text;
    message text;
BEGIN
    SELECT w.cost, concat_ws(E'\n', w.error, w.indexes_used, w.plan) INTO STRICT cost, rest
    FROM dbarch.whatif_cost(ARRAY[query], indexes, hidden) AS w;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
    rest := state || ': ' || message;
END $$;

CREATE FUNCTION explained(query text, indexes text[], hidden text[], format text) RETURNS text LANGUAGE plpgsql
SET search_path = loaded, public AS $$
DECLARE
    state text;
    message text;
BEGIN
    RETURN (SELECT string_agg(line, E'\n') FROM dbarch.explain_with(query, indexes, hidden, format) AS line);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
    RETURN state || ': ' || message;
END $$;

-- The server's own EXPLAIN; in a subtransaction, so that its locks go. $1 is not for EXPLAIN, NULL stands in.
CREATE FUNCTION plain_explain(query text) RETURNS text LANGUAGE plpgsql SET search_path = loaded, public AS $$
DECLARE
    line text;
    lines text := '';
    message text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN ' || replace(query, '$1', 'NULL') LOOP
        lines := lines || line || E'\n';
    END LOOP;
    RAISE EXCEPTION '%', lines USING ERRCODE = 'P0099';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RETURN message;
END $$;

CREATE FUNCTION locks_left() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(c.relname || ' ' || l.mode, ', ')
    FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
    WHERE l.pid = pg_backend_pid() AND c.relnamespace IN ('loaded'::regnamespace, 'bare'::regnamespace)
$$;

CREATE FUNCTION looks_internal(message text) RETURNS boolean LANGUAGE sql AS
$$ SELECT message ~ 'XX0|could not open (relation|index|file)|cache lookup failed|unrecognized node|hypothetical.*not found|panicked' $$;

-- Where dbarch is known to differ from CREATE INDEX: a part of the real message, and both SQLSTATEs.
CREATE TABLE known_difference (theirs text, ours text, message text);
INSERT INTO known_difference VALUES
    -- The server's own fault: it takes the handler of a table's access method for that of an index.
    ('XX000', '55000', '%access method handler function%'),
    -- Its fault again, up to 17: an internal error for what 18 does not support.
    ('XX000', '0A000', 'cannot convert whole-row table reference'),
    -- A hypothetical index may replace the real one of its name.
    ('42P07', '00000', 'relation % already exists');

CREATE PROCEDURE judge_verdicts(ddl text, theirs verdict, ours verdict, oddities bigint) LANGUAGE plpgsql AS $$
BEGIN
    IF torture.looks_internal(ours.state || ours.message) THEN
        INSERT INTO torture.failure VALUES ('internal', ddl, format('%s %s', ours.state, ours.message));
    END IF;
    -- dbarch evaluates expressions on rows that the copies for CREATE INDEX do not have, and meets what is wrong with them.
    IF theirs.state = '00000' AND (ours.message LIKE 'unit % not supported for type %' OR ours.message = 'raised on purpose') THEN
        RETURN;
    END IF;
    -- Where the name is taken, IF NOT EXISTS keeps CREATE INDEX from looking at the rest.
    IF theirs.state = '00000' AND ddl LIKE '%IF NOT EXISTS numbers_a_b%' THEN
        RETURN;
    END IF;
    IF theirs.state = ours.state OR oddities > 1 AND '00000' NOT IN (theirs.state, ours.state) THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM torture.known_difference AS k
               WHERE (k.theirs, k.ours) = (judge_verdicts.theirs.state, judge_verdicts.ours.state)
                 AND judge_verdicts.theirs.message LIKE k.message) THEN
        CALL torture.count_one('index judged otherwise, as known');
    ELSE
        INSERT INTO torture.failure VALUES ('verdict', ddl,
            format('CREATE INDEX %s %s, dbarch %s %s', theirs.state, theirs.message, ours.state, ours.message));
    END IF;
END $$;

CREATE PROCEDURE judge_indexes(cases integer) LANGUAGE plpgsql AS $$
DECLARE
    tab text;
    ddl text;
    theirs torture.verdict;
    ours torture.verdict;
    oddities bigint;
BEGIN
    FOR n IN 1..cases LOOP
        tab := torture.any_table();
        oddities := nextval('torture.oddities');
        ddl := coalesce(torture.index_statement(tab), 'CREATE INDEX ON no_columns ((1))');
        -- Tells which statement it was, should the server crash.
        RAISE LOG 'case % %', n, ddl;
        ours := torture.whatif_verdict(replace(ddl, '@schema@', 'loaded'));
        IF torture.locks_left() IS NOT NULL THEN
            INSERT INTO torture.failure VALUES ('lock', ddl, torture.locks_left());
        END IF;
        theirs := torture.real_verdict(ddl);
        CALL torture.judge_verdicts(ddl, theirs, ours, nextval('torture.oddities') - oddities - 1);
        IF theirs.state = '00000' AND ours.state = '00000' THEN
            INSERT INTO torture.accepted (tab, ddl) VALUES (tab, replace(ddl, '@schema@', 'loaded'));
        END IF;
        CALL torture.count_one(CASE ours.state WHEN '00000' THEN 'index accepted' ELSE 'index refused' END);
        COMMIT;
    END LOOP;
END $$;

CREATE FUNCTION some_indexes(of text) RETURNS text[] LANGUAGE sql AS $$
    WITH ranked AS MATERIALIZED (
        SELECT ddl, (tab = of)::integer AS own, no, torture.draw(1000) AS rank FROM (SELECT * FROM torture.accepted ORDER BY no) AS a)
    SELECT coalesce(array_agg(ddl), '{}') FROM (SELECT ddl FROM ranked ORDER BY own DESC, rank, no LIMIT 1 + torture.draw(5)) AS s
$$;

CREATE PROCEDURE judge_query(query text, indexes text[], hidden text[]) LANGUAGE plpgsql AS $$
DECLARE
    before text := torture.plain_explain(query);
    plain record := torture.outcome(query, '{}', hidden);
    first record := torture.outcome(query, indexes, hidden);
    second record := torture.outcome(query, indexes, hidden);
    format text := torture.pick('{text,json,xml,yaml}');
    statement text := format('%s WITH %s WITHOUT %s', query, indexes, hidden);
    text text := torture.explained(query, indexes, hidden, format);
BEGIN
    IF first.cost IS DISTINCT FROM second.cost OR first.rest IS DISTINCT FROM second.rest THEN
        INSERT INTO torture.failure VALUES ('repeat', statement, first || E'\n' || second);
    END IF;
    IF text IS DISTINCT FROM torture.explained(query, indexes, hidden, format) THEN
        INSERT INTO torture.failure VALUES ('repeat', statement, text);
    END IF;
    -- Costs of paths within 1 % of each other count as equal (STD_FUZZ_FACTOR in pathnode.c). A unique index tells the
    -- planner how many rows there are, and other estimates are other costs.
    IF first.cost > plain.cost * 1.011 AND NOT EXISTS (SELECT FROM unnest(indexes) AS i WHERE i LIKE 'CREATE UNIQUE%') THEN
        INSERT INTO torture.failure VALUES ('dearer', statement, format('%s, without %s', first.cost, plain.cost));
    END IF;
    IF torture.looks_internal(plain.rest) AND plain.cost IS NULL OR torture.looks_internal(first.rest) AND first.cost IS NULL
            OR torture.looks_internal(left(text, 200)) THEN
        INSERT INTO torture.failure VALUES ('internal', statement, concat_ws(E'\n', plain.rest, first.rest, text));
    END IF;
    IF torture.locks_left() IS NOT NULL THEN
        INSERT INTO torture.failure VALUES ('lock', statement, torture.locks_left());
    END IF;
    IF before <> torture.plain_explain(query) OR torture.plain_explain(query) ~ 'hypothetical' THEN
        INSERT INTO torture.failure VALUES ('trace', statement, before || E'\n' || torture.plain_explain(query));
    END IF;
    CALL torture.count_one(CASE WHEN first.cost IS NULL THEN 'query refused'
        WHEN first.cost < plain.cost THEN 'query cheaper' ELSE 'query as dear' END);
END $$;

CREATE PROCEDURE judge_queries(cases integer) LANGUAGE plpgsql AS $$
DECLARE
    tab text;
    statement text;
    indexes text[];
    hidden text[];
BEGIN
    FOR n IN 1..cases LOOP
        tab := torture.any_table();
        statement := coalesce(torture.query(tab), 'SELECT FROM no_columns');
        indexes := torture.some_indexes(tab);
        hidden := CASE WHEN torture.chance(40) THEN ARRAY[torture.pick(names), torture.pick(names)] ELSE '{}' END
            FROM torture.real_indexes;
        IF torture.chance(2) THEN
            hidden := hidden || torture.pick('{no_such_index,loaded.orders,"",loaded.no_such_index,a.b.c.d}');
        END IF;
        RAISE LOG 'case % % WITH % WITHOUT %', n, statement, indexes, hidden;
        CALL torture.judge_query(statement, indexes, hidden);
        COMMIT;
    END LOOP;
END $$;
