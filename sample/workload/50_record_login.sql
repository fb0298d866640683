-- name: update: time of the last login, set to the value it has
-- calls: 100
\set id random(1, 100000)
UPDATE users SET last_login_at = last_login_at WHERE id = :id;
