-- id          = "float-for-money"
-- title       = "Money in binary floating point"
-- severity    = "warning"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, but its name speaks of money: sums come out wrong by cents"
-- remediation = "Change it to numeric with as many decimals as the currency has, rounding the stored values."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `real` or `double precision`, a domain over them or an array of them, whose name speaks
-- of money: price, cost, amount_due, balance, salary, invoice_total and the like. Partitions, heirs and foreign
-- tables are left out.
--
-- ## Why it matters
-- Binary fractions cannot hold a tenth. Sums of amounts drift by cents, equal amounts compare as different, and the
-- result of `sum` depends on the order in which rows are read.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE numeric(p, s) USING round(column::numeric, s). It rewrites the table under an exclusive lock.
--
-- ## False positives
-- Estimates, averages and weights that nobody pays, such as a price index; names that mean something else.
--
-- ## Sources
-- PostgreSQL documentation, "Numeric Types: Floating-Point Types": use numeric where exact storage is required, such
-- as for monetary amounts. sqlcheck reports every float.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM columns AS c
WHERE c.base_type IN ('real', 'double precision', 'real[]', 'double precision[]')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
  AND lower(c.column_name) ~ ('(^|_)(price|prices|cost|costs|balance|salary|wage|wages|fee|fees|revenue|payment|refund|invoice_total'
      || '|order_total|subtotal|grand_total|tax_amount|vat_amount|amount_due|amount_paid|paid_amount|total_amount|net_amount'
      || '|gross_amount|discount_amount|currency_amount|credit_limit|amount|usd|eur|gbp)$')
