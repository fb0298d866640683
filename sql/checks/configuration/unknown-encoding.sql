-- id          = "unknown-encoding"
-- title       = "Database that does not know its encoding"
-- severity    = "warning"
-- object      = "database"
-- reads       = ["databases"]
-- message     = "Database {{ object_name }} has the encoding SQL_ASCII: bytes above 127 mean whatever each client thinks"
-- remediation = "Find out what its texts are, dump it, and load it into a database with UTF8."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for an encoding of SQL_ASCII of this database.
--
-- ## Why it matters
-- Nothing is checked and nothing is converted. Clients with different encodings store texts that nobody can read
-- later, and lower(), LIKE and sort orders are wrong for all but ASCII.
--
-- ## How to fix
-- Dump with the encoding of the client that wrote most, correct the rest, load into a new database.
--
-- ## False positives
-- A database that stores bytes of unknown origin on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "Character Set Support".

SELECT NULL AS schema_name, d.qualified AS object_name, d.encoding
FROM databases AS d
WHERE d.is_current AND d.encoding = 'SQL_ASCII'
