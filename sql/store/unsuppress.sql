DELETE FROM dbarch.suppression_rules WHERE check_id = $1 AND object_pattern = $2 RETURNING 1::bigint
