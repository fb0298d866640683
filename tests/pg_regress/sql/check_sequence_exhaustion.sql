\set ECHO none
\set id sequence-exhaustion
\i drivers/check.sql
