-- id = "sequences"
-- reads = ["sequence_columns", "sequence_definitions"]
-- ---
-- Sequences with the last value that each gave: NULL if none yet, if the caller may not see it (not `is_readable`), if
-- there is none to see (`is_absent`), or if it was not asked for (`is_left_out`). Asking locks a sequence until the end of
-- the transaction, and the lock table is that of the whole server: no more than a quarter of it is taken, for those that end
-- first. `reach`: the last number that sequence and column allow.
SELECT
    r.*,
    CASE WHEN r.is_readable AND NOT r.is_absent AND NOT r.is_left_out THEN pg_sequence_last_value(r.sequence_oid) END
        AS last_value
FROM (
    SELECT
        m.*,
        row_number() OVER (ORDER BY m.is_cycling, m.reach, m.qualified)
        > current_setting('max_locks_per_transaction')::bigint
          * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint) / 4
            AS is_left_out
    FROM (
        SELECT d.*, LEAST(GREATEST(abs(d.max_value::numeric), abs(d.min_value::numeric)), c.type_limit) AS reach
        FROM sequence_definitions AS d
        LEFT JOIN (
            SELECT
                x.sequence_oid,
                min(CASE x.base_type WHEN 'smallint' THEN 32767 WHEN 'integer' THEN 2147483647 END) AS type_limit
            FROM sequence_columns AS x
            GROUP BY x.sequence_oid
        ) AS c ON c.sequence_oid = d.sequence_oid
    ) AS m
) AS r
