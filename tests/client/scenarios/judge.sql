-- What the advice is worth: everything is really built, priced, undone, and compared with an expert's indexes.
-- Lines on stderr between two \warn belong to the phase of the first.
\o /dev/null
INSERT INTO scenario.notices VALUES (:'notices');
CALL scenario.ask_questions();
CALL scenario.read_rows();

\warn DDL
SELECT part FROM scenario.advice, regexp_split_to_table(ddl, E';\n') WITH ORDINALITY AS p (part, place)
WHERE part <> '' ORDER BY rank, place \gexec
\warn after
SELECT format('ANALYZE %s', table_name) FROM scenario.tables_with_new_expressions() \gexec
SELECT scenario.note_indexes('after');
SELECT scenario.note_sizes();
UPDATE scenario.statement SET cost_after = scenario.cost(planned_as);

\warn undo_ddl
SELECT part FROM scenario.advice, regexp_split_to_table(undo_ddl, E';\n') WITH ORDINALITY AS p (part, place)
WHERE part <> '' ORDER BY rank DESC, place \gexec
\warn undone
SELECT scenario.note_indexes('undone');

\warn expert
SELECT scenario.choose_expert();
SELECT ddl FROM scenario.expert ORDER BY number \gexec
SELECT format('ANALYZE %s', table_name) FROM scenario.tables_with_new_expressions() \gexec
UPDATE scenario.statement SET cost_expert = scenario.cost(planned_as);

\warn verdict
CALL scenario.judge();
\o
SELECT what FROM scenario.problem ORDER BY number;
