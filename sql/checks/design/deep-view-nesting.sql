-- id          = "deep-view-nesting"
-- title       = "Views upon views"
-- severity    = "info"
-- object      = "view"
-- confidence  = "high"
-- reads       = ["view_uses", "views"]
-- message     = "{{ view_name }} stands on {{ depth }} layers of views"
-- remediation = "Write it on the tables themselves, or on one view below it."
-- since       = "0.1.0"
-- tags        = ["performance", "maintainability"]
-- [params.max_depth]
-- default = 3
-- about   = "Layers of views that are fine."
-- ---
-- ## What it does
-- Looks for views that use views that use views, more than `max_depth` layers, themselves included. Materialized
-- views end a chain, as they hold their rows, but may be at its top.
--
-- ## Why it matters
-- The planner puts all layers together, with each join and each condition of each. What is joined twice is read
-- twice, planning takes longer, past join_collapse_limit tables the order of joins is that of the text, and changing
-- a lower view means dropping all of those above.
--
-- ## How to fix
-- Take the lowest views that hold rules worth a name, and put the rest into one query. A materialized view in between
-- helps where rows may be old.
--
-- ## False positives
-- Layers that only rename columns, which cost nothing once planned.
--
-- ## Sources
-- pgwatch reports views with more than 3 layers (reco_nested_views).

WITH RECURSIVE layers AS (
    SELECT v.view_oid, 1 AS depth
    FROM views AS v
    UNION
    -- Rules can make a view use itself, hence the limit.
    SELECT u.view_oid, l.depth + 1
    FROM layers AS l
    JOIN view_uses AS u ON u.used_oid = l.view_oid
    JOIN views AS w ON w.view_oid = l.view_oid AND w.kind = 'view'
    WHERE l.depth < 30
), deepest AS (
    SELECT l.view_oid, max(l.depth) AS depth FROM layers AS l GROUP BY l.view_oid
)
SELECT
    v.schema_name,
    v.qualified AS object_name,
    CASE WHEN v.kind <> 'view' THEN v.kind END AS object_kind,
    v.view_name,
    d.depth
FROM deepest AS d
JOIN views AS v ON v.view_oid = d.view_oid
CROSS JOIN params AS p
WHERE d.depth > p.max_depth
