-- What sets nothing needs no row; with $2 whatever it sets.
DELETE FROM dbarch.check_settings
WHERE check_id = $1 AND ($2 OR (enabled IS NULL AND severity IS NULL AND parameters = '{}'))
RETURNING 1::bigint
