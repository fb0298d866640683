-- One case of a fixture of the server's state: prints what is found, and complains of a finding that a case called
-- 'ok ...' must not have, or that one called 'bad ...' lacks.
\echo '==' :case
SELECT severity || ' ' || object_kind || ' ' || coalesce(object_name, '-') || CASE WHEN status <> 'ok' THEN ' ' || status ELSE '' END,
       message, coalesce('fix:  ' || fix_sql, 'no fix'), coalesce('undo: ' || undo_sql, 'no undo')
FROM dbarch.check_all(checks => ARRAY[:'id']);
SELECT CASE WHEN :'case' LIKE 'bad%' THEN 'NOTHING FOUND' ELSE 'FOUND ALTHOUGH NOTHING IS WRONG' END
FROM dbarch.check_all(checks => ARRAY[:'id'])
HAVING (:'case' LIKE 'bad%') <> (count(*) FILTER (WHERE status = 'ok') > 0);
