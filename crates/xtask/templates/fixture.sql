-- Fixture of the check @ID@ (@AREA@): what it must report, the same repaired, and what it must leave alone.
-- offending
CREATE TABLE offending (id bigint);

-- repaired
DROP TABLE offending;
CREATE TABLE offending (id bigint PRIMARY KEY);

-- clean
CREATE TABLE clean (id bigint PRIMARY KEY);
