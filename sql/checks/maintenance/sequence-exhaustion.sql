-- id          = "sequence-exhaustion"
-- title       = "Sequence close to its last number"
-- severity    = "warning"
-- object      = "sequence"
-- reads       = ["sequence_columns", "sequences"]
-- message     = "{{ sequence_name }} has used {{ used_percent }} % of its numbers{% if column_name %} for {{ table_name }}.{{ column_name }} ({{ type_name }}){% endif %}; {{ remaining }} are left"
-- remediation = "{% if fix_sql %}Widen it before inserts fail{% if is_rewrite %}: the change rewrites {{ table_name }} under an exclusive lock, so on a large table add a bigint column, fill it in batches and swap{% endif %}.{% else %}Plan for other numbers: {{ reason }}.{% endif %}{% if is_rewrite %} Columns that refer to it need the same type.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 80
-- about   = "Used share, in percent, from which a sequence is reported."
-- [params.error_percent]
-- default = 95
-- about   = "Used share, in percent, from which the finding is an `error`."
-- ---
-- ## What it does
-- Compares the last number of each sequence with the last that it can give: its own limit or, if that comes first, the
-- limit of the column it feeds, whether by identity, as serial or by any default. Sequences that count down are
-- measured downward. Those that start again at their end (CYCLE) are left out, as are sequences never used. Sequences
-- that the caller may not read are reported as `insufficient_privilege`, one row a schema.
--
-- ## Why it matters
-- At the last number every INSERT fails, and widening the column of a table that has grown to two thousand million rows
-- takes hours under an exclusive lock.
--
-- ## How to fix
-- Change the column, and the sequence of a serial column, to bigint while there is time.
--
-- ## False positives
-- Short lists whose sequence was limited on purpose, and sequences that somebody set to a high number by hand.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE SEQUENCE" and "Serial Types": the sequence of a serial column created before
-- PostgreSQL 10 counts to the limit of bigint, whatever the column holds.

WITH limits AS (
    SELECT
        s.*,
        c.table_name, c.table_qualified, c.column_name, c.quoted_name, c.type_name, c.base_type, c.identity_kind,
        c.is_domain, c.is_partition_key, c.is_owner,
        s.increment > 0 AS is_ascending,
        CASE c.base_type WHEN 'smallint' THEN 32767 WHEN 'integer' THEN 2147483647 END::numeric AS type_limit
    FROM sequences AS s
    LEFT JOIN sequence_columns AS c ON c.sequence_oid = s.sequence_oid
    WHERE NOT s.is_cycling AND s.is_readable AND s.last_value IS NOT NULL
), measured AS (
    -- Counting from zero where the range spans it but the sequence started on the far side, as a range that is
    -- half negative would look half used from the start.
    SELECT
        l.*,
        CASE WHEN l.is_ascending THEN LEAST(l.max_value, l.type_limit)
             ELSE -GREATEST(l.min_value, -l.type_limit - 1) END AS goal,
        CASE WHEN l.is_ascending THEN l.last_value ELSE -l.last_value END::numeric AS place,
        CASE WHEN l.is_ascending
             THEN CASE WHEN l.min_value < 0 AND l.start_value >= 0 THEN 0 ELSE l.min_value END
             ELSE CASE WHEN l.max_value > 0 AND l.start_value <= 0 THEN 0 ELSE -l.max_value END
        END::numeric AS base,
        CASE WHEN l.is_ascending THEN l.type_limit <= l.max_value ELSE -l.type_limit - 1 >= l.min_value END
            IS TRUE AS is_column_limit
    FROM limits AS l
), judged AS (
    SELECT DISTINCT ON (m.sequence_oid)
        m.*,
        round(100 * (m.place - m.base + 1) / NULLIF(m.goal - m.base + 1, 0), 1) AS used_percent,
        GREATEST(m.goal - m.place, 0) AS left_over
    FROM measured AS m
    ORDER BY m.sequence_oid, m.goal, m.table_qualified, m.column_name
), ways AS (
    SELECT
        j.*,
        p.error_percent,
        CASE
            WHEN j.is_column_limit AND (j.is_domain OR j.is_partition_key) THEN 'none'
            WHEN j.is_column_limit AND (j.identity_kind IS NOT NULL OR j.data_type = 'bigint') THEN 'column'
            WHEN j.is_column_limit THEN 'both'
            WHEN j.is_ascending AND j.max_value < CASE j.data_type WHEN 'smallint' THEN 32767
                 WHEN 'integer' THEN 2147483647 ELSE 9223372036854775807 END THEN 'limit'
            WHEN NOT j.is_ascending AND j.min_value > CASE j.data_type WHEN 'smallint' THEN -32768
                 WHEN 'integer' THEN -2147483648 ELSE -9223372036854775808 END THEN 'limit'
            WHEN j.data_type <> 'bigint' THEN 'sequence'
            ELSE 'none'
        END AS way
    FROM judged AS j
    CROSS JOIN params AS p
    WHERE j.used_percent >= p.min_percent
), texts AS (
    SELECT
        w.*,
        format('ALTER TABLE %s ALTER COLUMN %s TYPE ', w.table_qualified, w.quoted_name) AS alter_column,
        format('ALTER SEQUENCE %s ', w.qualified) AS alter_sequence
    FROM ways AS w
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    CASE WHEN t.used_percent >= t.error_percent THEN 'error' END AS severity,
    NULL AS message,
    CASE t.way
        WHEN 'column' THEN t.alter_column || 'bigint'
        WHEN 'both' THEN t.alter_column || 'bigint; ' || t.alter_sequence || 'AS bigint'
        WHEN 'limit' THEN t.alter_sequence || CASE WHEN t.is_ascending THEN 'NO MAXVALUE' ELSE 'NO MINVALUE' END
        WHEN 'sequence' THEN t.alter_sequence || 'AS bigint'
    END AS fix_sql,
    CASE t.way
        WHEN 'column' THEN t.alter_column || t.type_name
        WHEN 'both' THEN t.alter_column || t.type_name || '; ' || t.alter_sequence || 'AS ' || t.data_type
        WHEN 'limit' THEN t.alter_sequence || CASE WHEN t.is_ascending THEN 'MAXVALUE ' || t.max_value ELSE 'MINVALUE ' || t.min_value END
        WHEN 'sequence' THEN t.alter_sequence || 'AS ' || t.data_type
    END AS undo_sql,
    t.sequence_name,
    t.table_name,
    t.column_name,
    t.type_name,
    t.used_percent,
    t.left_over AS remaining,
    t.last_value,
    t.way IN ('column', 'both') AS is_rewrite,
    CASE WHEN t.is_domain THEN 'the column has the domain ' || t.type_name
         WHEN t.is_partition_key THEN 'the column is part of a partition key, whose type cannot change'
         ELSE 'no integer type is larger'
    END AS reason,
    NULL AS remediation
FROM texts AS t
UNION ALL
SELECT
    s.schema_name,
    format('%I', s.schema_name),
    'schema',
    CASE WHEN s.is_absent THEN 'not_applicable' ELSE 'insufficient_privilege' END,
    NULL,
    CASE WHEN s.is_absent
         THEN format('%s unlogged sequences of schema %I have no value on a standby', count(*), s.schema_name)
         ELSE format('%s sequences of schema %I cannot be judged: their last value is hidden from %I', count(*), s.schema_name, current_user)
    END,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    CASE WHEN s.is_absent THEN 'Run the check on the primary.'
         ELSE 'Grant SELECT on the sequences to the role, or run the check as a role that has it.'
    END
FROM sequences AS s
WHERE (s.is_absent OR NOT s.is_readable) AND NOT s.is_cycling
GROUP BY s.schema_name, s.is_absent
UNION ALL
SELECT
    NULL,
    NULL,
    'database',
    'insufficient_evidence',
    NULL,
    format('%s sequences were left out: asking one for its last value takes a lock, and those that end first were asked',
           count(*)),
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    'Raise max_locks_per_transaction: a quarter of the lock table is taken.'
FROM sequences AS s
-- What goes to the end of bigint does not run out.
WHERE s.is_left_out AND NOT s.is_cycling AND s.reach < 9223372036854775807
HAVING count(*) > 0
