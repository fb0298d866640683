-- id          = "readable-password-column"
-- title       = "Password that looks readable"
-- severity    = "warning"
-- object      = "column"
-- confidence  = "high"
-- reads       = ["column_statistics", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}{% if avg_width %} and its values have {{ avg_width }} bytes on average{% endif %}: too short for the hash of a password"
-- remediation = "Store a salted hash that is slow to compute (bcrypt, scrypt, Argon2) and make it NOT NULL; let everybody who is in the table choose a new password."
-- since       = "0.1.0"
-- tags        = ["security"]
-- [params.min_rows]
-- default = 100
-- about   = "Rows from which the statistics of a table count."
-- [params.min_length]
-- default = 40
-- about   = "Letters that the hash of a password has at least."
-- ---
-- ## What it does
-- Looks for text columns called password, passwd, pwd, passphrase or pin, alone or at the end of the name, that
-- cannot hold the hash of a password: limited to fewer than `min_length` letters, or with shorter values on average
-- by the statistics. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Whoever reads the table, a backup or the log of a replica has the passwords, and tries them elsewhere. Fewer
-- letters than a hash has mean that it is none, or a fast one such as MD5 or SHA-1 without a salt.
--
-- ## How to fix
-- Widen the column to text, let the application write hashes, replace each password at the next login, and empty what
-- is left. Old backups keep the passwords.
--
-- ## False positives
-- Passwords of other systems that must be sent on: encrypt these with a key outside of the database.
--
-- ## Sources
-- OWASP, "Password Storage Cheat Sheet"; the hash of bcrypt has 60 letters. sqlcheck goes by the name alone.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    NULLIF(s.avg_width, 0) AS avg_width,
    CASE WHEN s.avg_width IS NULL THEN 'medium' END AS confidence
FROM columns AS c
CROSS JOIN params AS p
LEFT JOIN column_statistics AS s
       ON s.table_oid = c.table_oid AND s.ordinal = c.ordinal AND s.null_fraction < 1 AND s.row_estimate >= p.min_rows
WHERE c.base_type IN ('text', 'character varying', 'character')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
  AND lower(c.column_name) ~ '(^|_)(password|passwd|pwd|passphrase|user_?password|pin)$'
  AND lower(c.column_name) !~ '(hash|digest|crypt|reset|last|type|is|has|force|expired?)_?(password|passwd|pwd)$'
  AND (s.avg_width < p.min_length
       OR (c.max_length < p.min_length AND s.avg_width IS NULL))
