-- name: account page of a user
-- calls: 300
\set id random(1, 100000)
SELECT id, email, full_name, country_code, currency, last_login_at FROM users WHERE id = :id;
