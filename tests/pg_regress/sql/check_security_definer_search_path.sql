\set ECHO none
\set id security-definer-search-path
\i drivers/check.sql
DROP ROLE dbarch_fixture_owner;
