-- id = "text_values"
-- reads = ["column_statistics"]
-- ---
-- Text columns with what ANALYZE remembers of their values: the common ones and the bounds of the histogram, none of
-- which is longer than a kilobyte. Partitions and heirs follow their parent.
SELECT s.*, v.known_values
FROM column_statistics AS s
CROSS JOIN LATERAL (
    SELECT COALESCE(s.common_values, '{}') || COALESCE(s.histogram, '{}') AS known_values
) AS v
WHERE s.base_type IN ('text', 'character varying', 'character') AND NOT s.in_partition AND NOT s.is_inherited
