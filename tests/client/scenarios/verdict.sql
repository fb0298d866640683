-- The verdict on a scenario, from what was noted on the way.

CREATE PROCEDURE scenario.ask_questions() LANGUAGE plpgsql AS $$
DECLARE
    asked record;
    answer boolean;
BEGIN
    FOR asked IN SELECT * FROM scenario.question ORDER BY number LOOP
        BEGIN
            EXECUTE asked.question INTO answer;
            IF answer IS NOT TRUE THEN PERFORM scenario.complain('not so: ' || asked.what); END IF;
        EXCEPTION WHEN OTHERS THEN
            PERFORM scenario.complain(format('not known: %s (%s)', asked.what, sqlerrm));
        END;
    END LOOP;
    FOR asked IN SELECT * FROM scenario.expected_row LOOP
        IF NOT EXISTS (SELECT FROM scenario.advice AS a
                       WHERE a.action = asked.action AND coalesce(a.ddl, '') ~ asked.ddl AND a.reason ~ asked.reason) THEN
            PERFORM scenario.complain(format('no row %s with ddl ~ %L and reason ~ %L', asked.action, asked.ddl, asked.reason));
        END IF;
    END LOOP;
END $$;

-- A new expression has statistics only after ANALYZE; other tables stay as they were, so that costs can be compared.
CREATE FUNCTION scenario.tables_with_new_expressions() RETURNS TABLE (table_name text) LANGUAGE sql AS $$
    SELECT DISTINCT i.indrelid::regclass::text
    FROM pg_index AS i JOIN scenario.index_now AS n ON n.name = i.indexrelid::regclass::text
    WHERE i.indexprs IS NOT NULL AND NOT EXISTS (SELECT FROM scenario.index_at AS b WHERE b.moment = 'before' AND b.name = n.name)
    UNION
    SELECT a.table_name FROM scenario.advice AS a WHERE a.action = 'statistics' AND a.table_name IS NOT NULL
    UNION
    SELECT x[1] FROM scenario.expert, regexp_match(ddl, '^CREATE STATISTICS .* FROM (\S+)$') AS x WHERE x IS NOT NULL $$;

CREATE FUNCTION scenario.note_sizes() RETURNS void LANGUAGE sql AS $$
    INSERT INTO scenario.built
    SELECT a.index_name, a.method, a.size_bytes,
           (SELECT sum(pg_relation_size(p.relid)) FROM pg_partition_tree(to_regclass(a.index_name)) AS p)
    FROM scenario.advice AS a WHERE a.action IN ('create', 'replace') $$;

CREATE FUNCTION scenario.choose_expert() RETURNS void LANGUAGE sql AS $$
    INSERT INTO scenario.expert (ddl)
    SELECT 'CREATE INDEX ' || definition FROM scenario.alternative, unnest(new) AS definition
    WHERE number = 1 AND NOT EXISTS (SELECT FROM scenario.expert) $$;

CREATE VIEW scenario.changed AS
    SELECT (SELECT coalesce(array_agg(bare || CASE WHEN definition ~ ' \(invalid\)$' THEN ' (invalid)' ELSE '' END ORDER BY bare), '{}') FROM scenario.index_at
            WHERE moment = 'after' AND NOT of_partition AND (name, definition) NOT IN
                (SELECT name, definition FROM scenario.index_at WHERE moment = 'before')) AS new,
           (SELECT coalesce(array_agg(name ORDER BY name), '{}') FROM scenario.index_at
            WHERE moment = 'before' AND NOT of_partition AND name NOT IN (SELECT name FROM scenario.index_at WHERE moment = 'after')) AS dropped;

-- Whether exactly these definitions came to be. Storage options count only where they are asked for.
CREATE FUNCTION scenario.are_same(got text[], wanted text[]) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    one text;
    place int;
    definition text;
BEGIN
    IF cardinality(got) <> cardinality(wanted) THEN RETURN false; END IF;
    FOREACH definition IN ARRAY wanted LOOP
        one := scenario.canonical(definition);
        SELECT p INTO place FROM generate_subscripts(got, 1) AS p
        WHERE got[p] = one OR (one !~ ' WITH \(' AND scenario.without_options(got[p]) = one) LIMIT 1;
        IF place IS NULL THEN RETURN false; END IF;
        got := got[:place - 1] || got[place + 1:];
    END LOOP;
    RETURN true;
END $$;

-- What no row may say.
CREATE PROCEDURE scenario.read_rows() LANGUAGE plpgsql AS $$
DECLARE
    bad record;
BEGIN
    FOR bad IN
        SELECT * FROM scenario.advice AS a
        WHERE a.reason IS NULL OR a.reason ~ 'by 0 statement|-0 %|NaN|inf\M' OR a.confidence IS NULL OR a.rank IS NULL
           OR (a.action = 'create' AND (a.size_bytes IS NULL OR a.undo_ddl IS NULL OR a.improvement_pct IS NULL OR a.improvement_pct < 0))
    LOOP
        PERFORM scenario.complain(format('row %s is odd: %s', bad.rank, bad.reason));
    END LOOP;
END $$;

CREATE PROCEDURE scenario.judge() LANGUAGE plpgsql AS $$
DECLARE
    changed scenario.changed;
    other record;
    gain float8;
    expert_gain float8;
BEGIN
    SELECT * INTO changed FROM scenario.changed;
    IF EXISTS (SELECT FROM scenario.alternative) AND NOT EXISTS (
        SELECT FROM scenario.alternative AS a
        WHERE scenario.are_same(changed.new, a.new)
          AND (SELECT array_agg(d ORDER BY d) FROM unnest(a.dropped) AS d) IS NOT DISTINCT FROM nullif(changed.dropped, '{}'))
    THEN
        PERFORM scenario.complain(format('new %s, dropped %s; expected %s', changed.new, changed.dropped,
            (SELECT string_agg(format('%s, dropped %s', a.new, a.dropped), ' or ' ORDER BY number) FROM scenario.alternative AS a)));
    END IF;

    FOR other IN
        SELECT * FROM (SELECT name, definition FROM scenario.index_at WHERE moment = 'undone') AS u
        FULL JOIN (SELECT name, definition FROM scenario.index_at WHERE moment = 'before') AS b USING (name, definition)
        WHERE u.name IS NULL OR b.name IS NULL
    LOOP
        -- What was broken before need not be broken again.
        CONTINUE WHEN other.definition ~ ' \(invalid\)$' OR EXISTS (SELECT FROM scenario.index_at
            WHERE moment = 'before' AND name = other.name AND definition ~ ' \(invalid\)$');
        PERFORM scenario.complain(format('undo leaves a difference: %s', other.definition));
    END LOOP;

    FOR other IN
        SELECT * FROM scenario.statement
        WHERE cost_after > cost_before * (1 + (SELECT value FROM scenario.tolerance WHERE what = 'dearer')) + 1
    LOOP
        PERFORM scenario.complain(format('dearer: %s instead of %s for %s', other.cost_after, other.cost_before, other.query));
    END LOOP;

    FOR other IN
        SELECT s.*, coalesce(p.predicted, s.cost_before) AS predicted
        FROM scenario.statement AS s LEFT JOIN (
            SELECT DISTINCT ON (position) (d ->> 'statement')::int AS position, (d ->> 'cost_after')::float8 AS predicted
            FROM scenario.advice AS a, jsonb_array_elements(a.detail -> 'statements') AS d
            WHERE a.detail ->> 'source' = 'queries' ORDER BY position, a.rank DESC) AS p USING (position)
        WHERE s.query = s.planned_as AND EXISTS (SELECT FROM scenario.argument WHERE name = 'queries' AND value <> 'NULL')
    LOOP
        IF abs(other.cost_after - other.predicted) >
            other.cost_after * (SELECT value FROM scenario.tolerance WHERE what = 'prediction') + 2
        THEN
            PERFORM scenario.complain(format('predicted %s, really %s (before %s) for %s',
                other.predicted, other.cost_after, other.cost_before, other.query));
        END IF;
    END LOOP;

    FOR other IN
        SELECT * FROM scenario.built AS b JOIN scenario.tolerance AS t
          ON t.what = CASE WHEN b.method = 'btree' THEN 'btree size' ELSE 'size' END
        WHERE abs(b.predicted - b.real) > b.real * t.value + 5 * 8192
    LOOP
        PERFORM scenario.complain(format('size predicted %s, really %s: %s', other.predicted, other.real, other.index_name));
    END LOOP;

    SELECT sum((cost_before - cost_after) * weight), sum((cost_before - cost_expert) * weight) INTO gain, expert_gain
    FROM scenario.statement WHERE planned_as IS NOT NULL;
    IF expert_gain > 0 AND gain < expert_gain * (SELECT value FROM scenario.tolerance WHERE what = 'gain') - 1 THEN
        PERFORM scenario.complain(format('saves %s, an expert %s', round(gain::numeric, 1), round(expert_gain::numeric, 1)));
    END IF;
    -- An expectation that the planner does not follow would be a wrong one.
    IF EXISTS (SELECT FROM scenario.expert WHERE ddl ~ 'INDEX') AND expert_gain <= 0 THEN
        PERFORM scenario.complain('the expert''s indexes save nothing: the scenario is wrong');
    END IF;
END $$;
