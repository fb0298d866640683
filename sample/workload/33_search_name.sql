-- name: back office: customer by a part of the name (needs a trigram index)
-- calls: 5
SELECT id, full_name, email FROM users WHERE full_name ILIKE '%nes wal%' OR email ILIKE '%9999@%' LIMIT 20;
