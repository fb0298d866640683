UPDATE dbarch.reports
SET status = 'succeeded', finished_at = clock_timestamp(), body = $2
WHERE id = $1
RETURNING id
