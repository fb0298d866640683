-- Fixture of @ID@: objects that start with bad_ must be reported, and no others; after the fixes, none.
CREATE TABLE bad_table (id bigint);
CREATE TABLE ok_table (id bigint PRIMARY KEY);
