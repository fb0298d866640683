-- Categories, products, stock. Read by data.sql.

-- A tree of three levels: 12 departments, 60 groups, 228 leaves.
INSERT INTO categories (id, parent_category_id, name, slug, position, created_at, updated_at)
SELECT g,
       CASE WHEN g <= 12 THEN NULL WHEN g <= 72 THEN 1 + (g - 13) % 12 ELSE 13 + (g - 73) % 60 END,
       CASE WHEN g <= 12 THEN 'Department ' WHEN g <= 72 THEN 'Group ' ELSE 'Category ' END || g,
       'category-' || g, g % 10,
       timestamptz '2021-01-01 00:00+00', timestamptz '2021-01-01 00:00+00'
FROM generate_series(1, 300) AS g;

-- Products sit in leaves only, most of them in a few; prices have a long tail; heavy goods are dear.
INSERT INTO products (id, category_id, sku, name, description, brand, price, weight_grams, tags, attributes,
                      is_active, created_at, updated_at, deleted_at)
SELECT g,
       73 + floor(228 * v.popular * v.popular)::bigint,
       'SKU-' || lpad(g::text, 6, '0'),
       v.adjective || ' ' || v.material || ' ' || v.noun,
       'A ' || lower(v.adjective) || ' ' || v.noun || ' made of ' || v.material || ' for ' ||
       pg_temp.pick('{the kitchen,the garden,the office,travel,children,professionals,winter,small rooms}',
                    pg_temp.unit(g, 46)) || ', model ' || (g * 37 % 1009) || '.',
       'Brand ' || chr(65 + floor(26 * v.popular)::integer) || (g % 4),
       round((4 + 600 * v.dear * v.dear * v.dear)::numeric, 2),
       CASE WHEN pg_temp.unit(g, 47) < 0.9 THEN 50 + floor(9000 * v.dear * v.dear)::integer END,
       array_remove(ARRAY[CASE WHEN pg_temp.unit(g, 48) < 0.05 THEN 'sale' END,
                          CASE WHEN pg_temp.unit(g, 49) < 0.01 THEN 'clearance' END,
                          CASE WHEN pg_temp.unit(g, 50) < 0.20 THEN 'eco' END,
                          CASE WHEN g > 19000 THEN 'new' END,
                          'season-' || (g % 12)], NULL),
       jsonb_build_object('color', pg_temp.pick('{black,black,black,white,white,grey,red,blue,green,yellow}',
                                                pg_temp.unit(g, 51)),
                          'material', v.material, 'warranty_months', 12 * (1 + g % 5),
                          'rating', round((2 + 3 * sqrt(pg_temp.unit(g, 52)))::numeric, 1)),
       pg_temp.unit(g, 53) < 0.85,
       timestamptz '2022-01-01 00:00+00' + 6300 * g * interval '1 second',
       timestamptz '2022-01-01 00:00+00' + 6300 * g * interval '1 second',
       CASE WHEN pg_temp.unit(g, 54) < 0.05 THEN timestamptz '2025-10-01 00:00+00' END
FROM generate_series(1, 20000) AS g,
     LATERAL (SELECT pg_temp.unit(g, 41), pg_temp.unit(g, 42),
                     pg_temp.pick('{Compact,Classic,Folding,Portable,Heavy,Light,Modern,Quiet,Smart,Sturdy}',
                                  pg_temp.unit(g, 43)),
                     pg_temp.pick('{steel,oak,cotton,glass,bamboo,leather,wool,copper,ceramic,plastic}',
                                  pg_temp.unit(g, 44)),
                     pg_temp.pick('{lamp,chair,kettle,desk,backpack,blanket,mug,speaker,shelf,bottle,clock,espresso'
                                  ' machine,bicycle pump,notebook,umbrella,toolbox}', pg_temp.unit(g, 45)))
             AS v (popular, dear, adjective, material, noun);

INSERT INTO stock_level (product_id, warehouse_no, quantity, reserved, updated_at)
SELECT p, w, floor(500 * pg_temp.unit(p, 60 + w))::integer, 0, timestamptz '2025-12-01 00:00+00'
FROM generate_series(1, 20000) AS p, generate_series(1, 3) AS w
ORDER BY p, w;

-- Deliberate bloat: eight rounds of stock taking without a vacuum between them, then a warehouse is closed.
SELECT format('UPDATE stock_level SET quantity = quantity + %s, updated_at = updated_at + interval ''1 hour''', n)
FROM generate_series(1, 8) AS n
\gexec
DELETE FROM stock_level WHERE warehouse_no = 3 AND product_id % 10 <> 0;
