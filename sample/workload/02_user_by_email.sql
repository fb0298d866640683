-- name: login: user by e-mail address
-- calls: 200
\set id random(1, 100000)
SELECT id, password_hash, full_name FROM users WHERE email = 'customer:id@mail.example' AND deleted_at IS NULL;
