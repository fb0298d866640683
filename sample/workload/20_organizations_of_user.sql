-- name: companies of a person
-- calls: 100
\set id random(1, 100000)
SELECT o.id, o.name, m.role
FROM organization_members AS m
JOIN organizations AS o ON o.id = m.organization_id
WHERE m.user_id = :id AND o.deleted_at IS NULL;
