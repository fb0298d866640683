-- name: people of a company
-- calls: 100
\set id random(1, 2000)
SELECT m.role, u.id, u.full_name, u.email
FROM organization_members AS m
JOIN users AS u ON u.id = m.user_id
WHERE m.organization_id = :id
ORDER BY u.full_name
LIMIT 50;
