\set ECHO none
\set check redundant_prefix_index
\set id redundant-prefix-index
\i drivers/check.sql
