-- name: update: newsletter confirmed, found by e-mail address
-- calls: 40
\set id random(1, 100000)
UPDATE newsletter_signups SET confirmed = confirmed WHERE email = 'customer:id@mail.example';
