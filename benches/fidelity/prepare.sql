-- Where the corpus and the measurements are kept, and how one candidate is measured.

CREATE SCHEMA bench;

CREATE TABLE bench.candidate (id text PRIMARY KEY, area text NOT NULL, ddl text NOT NULL);
CREATE TABLE bench.pair (
    candidate text REFERENCES bench.candidate, no integer, query text NOT NULL, PRIMARY KEY (candidate, no)
);
-- source: baseline (without the index), real, again 1 to 4 (real, after another ANALYZE), dbarch, hypopg.
CREATE TABLE bench.plan (
    candidate text, no integer, source text, cost float8, shape text, error text, PRIMARY KEY (candidate, no, source)
);
CREATE TABLE bench.size (candidate text, source text, bytes bigint, error text, PRIMARY KEY (candidate, source));

-- What the files of corpus/ call: an index, and the queries to plan with it.
CREATE PROCEDURE bench.candidate(area text, ddl text, VARIADIC queries text[])
LANGUAGE plpgsql AS $$
DECLARE
    id text := format('%s-%s', area, lpad((SELECT count(*) + 1 FROM bench.candidate AS c
                                           WHERE c.area = candidate.area)::text, 2, '0'));
BEGIN
    INSERT INTO bench.candidate VALUES (id, area, ddl);
    INSERT INTO bench.pair SELECT id, no, query FROM unnest(queries) WITH ORDINALITY AS q (query, no);
END
$$;

-- What EXPLAIN says of a plan without its figures: the nodes, what they read, and through which index. The candidate
-- has another name in every source, so it is "candidate" here; "existing" are the indexes that are there before.
CREATE FUNCTION bench.shape(plan jsonb, existing name[]) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    own text := concat_ws(' ', CASE WHEN (plan ->> 'Parallel Aware')::boolean THEN 'Parallel' END, plan ->> 'Strategy',
                          plan ->> 'Node Type', plan ->> 'Join Type',
                          CASE WHEN plan ->> 'Scan Direction' = 'Backward' THEN 'backward' END,
                          'on ' || (plan ->> 'Alias'),
                          'by ' || CASE WHEN plan ->> 'Index Name' = ANY (existing) THEN plan ->> 'Index Name'
                                        WHEN plan ? 'Index Name' THEN 'candidate' END);
    below text := (SELECT string_agg(bench.shape(child, existing), ', ' ORDER BY no)
                   FROM jsonb_array_elements(plan -> 'Plans') WITH ORDINALITY AS p (child, no));
BEGIN
    RETURN own || coalesce(' (' || below || ')', '');
END
$$;

CREATE FUNCTION bench.explain(query text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    RETURN plan;
END
$$;

CREATE FUNCTION bench.index_names() RETURNS name[] STABLE LANGUAGE sql
RETURN ARRAY(SELECT relname FROM pg_class WHERE relkind IN ('i', 'I') AND relnamespace = 'public'::regnamespace);

-- By EXPLAIN of this session, with whatever it sees now.
CREATE PROCEDURE bench.explain_pairs(candidate_id text, plan_source text, existing name[])
LANGUAGE sql AS $$
    INSERT INTO bench.plan
    SELECT p.candidate, p.no, plan_source, (plan #>> '{0,Plan,Total Cost}')::float8,
           bench.shape(plan #> '{0,Plan}', existing), NULL
    FROM bench.pair AS p, LATERAL bench.explain(p.query) AS plan
    WHERE p.candidate = candidate_id
$$;

CREATE PROCEDURE bench.note_error(candidate_id text, plan_source text, message text)
LANGUAGE sql AS $$
    INSERT INTO bench.plan SELECT candidate, no, plan_source, NULL, NULL, message FROM bench.pair
    WHERE candidate = candidate_id;
    INSERT INTO bench.size VALUES (candidate_id, plan_source, NULL, message);
$$;

CREATE PROCEDURE bench.measure_dbarch(c bench.candidate, existing name[])
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bench.plan
    SELECT c.id, w.query_no, 'dbarch', w.cost, bench.shape(w.plan #> '{0,Plan}', existing), w.error
    FROM dbarch.whatif_cost(ARRAY(SELECT query FROM bench.pair WHERE candidate = c.id ORDER BY no), ARRAY[c.ddl]) AS w;
    INSERT INTO bench.size VALUES (c.id, 'dbarch', dbarch.estimate_index_size(c.ddl), NULL);
EXCEPTION WHEN OTHERS THEN
    CALL bench.note_error(c.id, 'dbarch', SQLERRM);
END
$$;

-- HypoPG knows b-tree, hash, BRIN and bloom; of others it says that they are not supported.
CREATE PROCEDURE bench.measure_hypopg(c bench.candidate, existing name[])
LANGUAGE plpgsql AS $$
DECLARE
    created oid;
BEGIN
    BEGIN
        SELECT indexrelid INTO STRICT created FROM hypopg_create_index(c.ddl);
        CALL bench.explain_pairs(c.id, 'hypopg', existing);
        INSERT INTO bench.size VALUES (c.id, 'hypopg', hypopg_relation_size(created), NULL);
    EXCEPTION WHEN OTHERS THEN
        CALL bench.note_error(c.id, 'hypopg', SQLERRM);
    END;
    PERFORM hypopg_reset();
END
$$;

-- An index on an expression is as good as the statistics of the expression. ANALYZE makes them only when it is called
-- for the whole table, so the columns are taken out: with a new sample of theirs every estimate would move a little.
CREATE PROCEDURE bench.analyze_expressions(tab regclass)
LANGUAGE plpgsql AS $$
DECLARE
    columns name[] := ARRAY(SELECT attname FROM pg_attribute
                            WHERE attrelid = tab AND attnum > 0 AND NOT attisdropped);
    col name;
BEGIN
    FOREACH col IN ARRAY columns LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', tab, col);
    END LOOP;
    EXECUTE format('ANALYZE %s', tab);
    FOREACH col IN ARRAY columns LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS -1', tab, col);
    END LOOP;
END
$$;

CREATE PROCEDURE bench.measure_real(c bench.candidate, existing name[])
LANGUAGE plpgsql AS $$
DECLARE
    expressions_of regclass;
BEGIN
    EXECUTE c.ddl;
    SELECT i.indrelid INTO expressions_of FROM pg_index AS i JOIN pg_class AS r ON r.oid = i.indexrelid
    WHERE r.relnamespace = 'public'::regnamespace AND r.relname <> ALL (existing) AND i.indexprs IS NOT NULL;
    IF expressions_of IS NOT NULL THEN
        CALL bench.analyze_expressions(expressions_of);
    END IF;
    CALL bench.explain_pairs(c.id, 'real', existing);
    -- Another sample, other costs: what they range over is the measure for those of dbarch.
    FOR n IN 1..4 LOOP
        EXIT WHEN expressions_of IS NULL;
        CALL bench.analyze_expressions(expressions_of);
        CALL bench.explain_pairs(c.id, 'again ' || n, existing);
    END LOOP;
    INSERT INTO bench.size
    SELECT c.id, 'real', sum(pg_relation_size(r.oid)), NULL FROM pg_class AS r
    WHERE r.relkind IN ('i', 'I') AND r.relnamespace = 'public'::regnamespace AND r.relname <> ALL (existing);
    -- The index on a partitioned table takes those on its partitions with it.
    EXECUTE (SELECT format('DROP INDEX %s', string_agg(r.oid::regclass::text, ', ')) FROM pg_class AS r
             WHERE r.relkind IN ('i', 'I') AND r.relnamespace = 'public'::regnamespace AND NOT r.relispartition
                 AND r.relname <> ALL (existing));
END
$$;

-- The hypothetical index first: whoever looked at the real one before could not be surprised any more.
CREATE PROCEDURE bench.measure_all()
LANGUAGE plpgsql AS $$
DECLARE
    c bench.candidate;
    existing name[] := bench.index_names();
BEGIN
    FOR c IN SELECT * FROM bench.candidate ORDER BY id LOOP
        CALL bench.explain_pairs(c.id, 'baseline', existing);
        CALL bench.measure_dbarch(c, existing);
        CALL bench.measure_hypopg(c, existing);
        CALL bench.measure_real(c, existing);
        COMMIT;
    END LOOP;
END
$$;
