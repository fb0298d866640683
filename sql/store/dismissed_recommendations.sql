-- What a user is told by name: an index, or what else is to be done to a table.
SELECT r.id, r.fingerprint, r.table_name, coalesce(nullif(r.index_name, ''), r.action || ' ' || r.table_name) AS index_name,
       r.decision_reason AS reason
FROM dbarch.recommendations AS r
WHERE r.decision = 'dismissed'
