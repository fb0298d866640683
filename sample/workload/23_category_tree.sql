-- name: menu: the whole category tree
-- calls: 20
WITH RECURSIVE tree AS (
    SELECT id, parent_category_id, name, 1 AS depth FROM categories WHERE parent_category_id IS NULL
    UNION ALL
    SELECT c.id, c.parent_category_id, c.name, t.depth + 1
    FROM categories AS c
    JOIN tree AS t ON c.parent_category_id = t.id
)
SELECT id, parent_category_id, name, depth FROM tree ORDER BY depth, name;
