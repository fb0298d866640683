-- name: password reset: e-mail address in any case (needs an expression index)
-- calls: 8
\set id random(1, 100000)
SELECT id, email FROM users WHERE lower(email) = lower('Customer:id@Mail.Example');
