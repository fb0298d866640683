\set ECHO none
\set check sequence_exhaustion
\set id sequence-exhaustion
\i drivers/check.sql
