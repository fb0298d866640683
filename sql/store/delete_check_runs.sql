WITH gone AS (
    DELETE FROM dbarch.check_runs
    WHERE CASE WHEN $1 ~ '^[0-9]+$' THEN id::text = $1 ELSE name = $1 END
    RETURNING id
)
SELECT count(*) FROM gone
