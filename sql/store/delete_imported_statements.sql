WITH gone AS (DELETE FROM dbarch.imported_statements RETURNING id)
SELECT count(*) FROM gone
