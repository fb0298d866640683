-- id          = "contradictory-planner-costs"
-- title       = "Planner costs that contradict each other"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}, {{ relation }} {{ other_name }} with {{ other_value }}: {{ effect }}"
-- remediation = "Correct one of the two and {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Compares random_page_cost with seq_page_cost, cpu_index_tuple_cost and cpu_operator_cost with cpu_tuple_cost, and
-- looks for costs of zero.
--
-- ## Why it matters
-- The planner compares plans by these figures only. If they contradict what is possible, it chooses plans that are
-- never best.
--
-- ## How to fix
-- Go back to the defaults of the CPU costs, and change the page costs together.
--
-- ## False positives
-- A page cost of zero in tests that want a certain plan.
--
-- ## Sources
-- PostgreSQL documentation, "Planner Cost Constants".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    o.name AS other_name,
    o.value AS other_value,
    CASE WHEN c.is_below THEN 'below' ELSE 'above' END AS relation,
    c.effect,
    s.activation
FROM (VALUES
    ('random_page_cost', 'seq_page_cost', true, 'a random read cannot be cheaper than a sequential one'),
    ('cpu_index_tuple_cost', 'cpu_tuple_cost', false, 'an entry of an index is cheaper than a row'),
    ('cpu_operator_cost', 'cpu_tuple_cost', false, 'an operator is cheaper than a row'),
    ('parallel_tuple_cost', 'cpu_operator_cost', true, 'a row from a worker cannot be cheaper than an operator')
) AS c (name, other_name, is_below, effect)
JOIN settings AS s ON s.name = c.name
JOIN settings AS o ON o.name = c.other_name
WHERE CASE WHEN c.is_below THEN s.value::float8 < o.value::float8 ELSE s.value::float8 > o.value::float8 END
