\set ECHO none
\set check security_definer_search_path
\set id security-definer-search-path
\i drivers/check.sql
DROP ROLE dbarch_fixture_owner;
