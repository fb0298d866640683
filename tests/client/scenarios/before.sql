-- The state before, and the advice.
UPDATE scenario.statement SET cost_before = scenario.cost(planned_as);
SELECT scenario.note_indexes('before');
\warn advise
SELECT scenario.advise();
