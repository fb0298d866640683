-- id = "sequences"
-- reads = ["sequence_definitions"]
-- ---
-- Sequences with the last value that each gave: NULL if none yet, if the caller may not see it (not `is_readable`), or
-- if there is none to see (`is_absent`).
SELECT
    d.*,
    CASE WHEN d.is_readable AND NOT d.is_absent THEN pg_sequence_last_value(d.sequence_oid) END AS last_value
FROM sequence_definitions AS d
