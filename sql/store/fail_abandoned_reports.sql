-- A row still running without a worker of this database means that the server or the worker ended in the middle.
UPDATE dbarch.reports
SET status = 'failed', finished_at = clock_timestamp(), error = 'interrupted: the worker ended before the report was finished'
WHERE status = 'running'
RETURNING id
