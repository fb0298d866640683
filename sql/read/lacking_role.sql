-- The first of the predefined roles $1 whose privileges the caller does not have, and the caller, quoted. A role that
-- this major does not know asks for nothing.
SELECT quote_ident(w.role) AS role, quote_ident(current_user) AS caller
FROM unnest($1::text[]) WITH ORDINALITY AS w(role, place)
WHERE to_regrole(w.role) IS NOT NULL
  AND NOT pg_has_role(to_regrole(w.role), 'USAGE')
ORDER BY w.place
LIMIT 1
