-- The findings: for each check the worst one in full, and how many more objects have the same fault.
\pset tuples_only on
\pset format unaligned

CREATE TEMPORARY TABLE found AS
SELECT f.*, row_number() OVER (PARTITION BY f.check_id, f.status
                               ORDER BY array_position('{error,warning,info}', f.severity), f.object_name) AS nth,
       count(*) OVER (PARTITION BY f.check_id, f.status) AS times
FROM dbarch.check_all() AS f;

SELECT '   ' || rpad(severity, 9) || rpad(check_id, 36) || coalesce(object_name, '')
       || CASE WHEN times > 1 THEN ' and ' || times - 1 || ' more' ELSE '' END || E'\n'
       || regexp_replace(coalesce(message, ''), '(.{1,100})(\s+|$)', E'            \\1\n', 'g')
FROM found
WHERE status = 'ok' AND nth = 1
ORDER BY array_position('{error,warning,info}', severity), times DESC, check_id
LIMIT 14;

SELECT format(E'   %s findings of %s checks: %s.', count(*), count(DISTINCT check_id),
              (SELECT string_agg(n || ' ' || severity, ', ' ORDER BY array_position('{error,warning,info}', severity))
               FROM (SELECT severity, count(*) AS n FROM found WHERE status = 'ok' GROUP BY severity) AS s))
FROM found
WHERE status = 'ok';

SELECT format('   Could not be judged: %s check%s (%s), such as %s.', count(*), CASE WHEN count(*) > 1 THEN 's' END, status, (array_agg(check_id ORDER BY check_id))[1])
FROM found
WHERE status <> 'ok' AND nth = 1
GROUP BY status
ORDER BY status;
