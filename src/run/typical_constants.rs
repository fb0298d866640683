//! Constants for the parameters of a statement: what they are compared with → statistics of these columns → values, so
//! chosen that the planner expects the rows that the statement is known to find.
use crate::error::Result;
use crate::pg::planner;
use crate::pg::sandbox::Role;
use crate::pg::statement;
use crate::read::column_values;
use dbarch_core::advisor::typical_values::{constants, Aim, Columns};
use dbarch_core::model::parameters::{Comparison, Constant, Constants, ParameterUses};
use dbarch_core::model::workload::{Statement, Values};
use std::collections::{HashMap, HashSet};

/// Three plannings a statement: the third, the half and the rest of the rows, by how common their values are.
const DRAWS: [f64; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];
/// Shares of a table that ranges let through when the number of rows does not tell: their mean is a seventh.
const SHARES: [f64; 3] = [0.01, 0.1, 0.3];
/// The same where a LIMIT takes the first of them: a page may begin anywhere.
const PAGES: [f64; 3] = [0.1, 0.5, 0.9];
/// Halvings of the logarithm of a share, from the smallest one on.
const STEPS: usize = 10;
const SMALLEST_SHARE: f64 = 1e-8;
/// Estimates that differ less are right.
const TOLERANCE: f64 = 1.1;
/// Estimates that differ more are worth other values.
const GROSS: f64 = 1.5;

/// Statistics that were read for one piece of advice.
#[derive(Default)]
pub struct Statistics {
    known: HashMap<Role, Columns>,
}

impl Statistics {
    /// Gives `plannable` constants for its parameters, and says so in `statement`. Without any the plan stays generic.
    pub fn supply(&mut self, plannable: &statement::Statement, role: Role, statement: &mut Statement) {
        if !statement.parameterized {
            return;
        }
        statement.values = self.derive(plannable, role, statement.rows).unwrap_or_else(|_| {
            plannable.set_constants(Vec::new());
            Values::Generic
        });
    }

    fn derive(&mut self, plannable: &statement::Statement, role: Role, rows: Option<f64>) -> Result<Values> {
        let mut uses = plannable.parameter_uses()?;
        if !uses.uses.is_empty() {
            let columns = self.columns(role, &uses)?;
            let refused = refused(plannable, &uses, columns);
            // What cannot be had stays a parameter.
            let before = uses.uses.len();
            uses.uses.retain(|found| !refused.contains(&found.slot));
            uses.open += before - uses.uses.len();
            choose(plannable, &uses, columns, rows)?;
        }
        Ok(if uses.open == 0 { Values::Typical } else { Values::Generic })
    }

    fn columns(&mut self, role: Role, uses: &ParameterUses) -> Result<&Columns> {
        let known = self.known.entry(role).or_default();
        let wanted: HashSet<(u32, i16)> =
            uses.uses.iter().map(|found| found.column).filter(|column| column.0 != 0).collect();
        let unknown: Vec<(u32, i16)> = wanted.into_iter().filter(|c| !known.contains_key(c)).collect();
        if !unknown.is_empty() {
            known.extend(column_values::read(role, &unknown)?);
            // What has no statistics is not asked for again.
            unknown.into_iter().for_each(|column| {
                known.entry(column).or_default();
            });
        }
        Ok(known)
    }
}

/// Slots without a value, or with one that their type does not take.
fn refused(plannable: &statement::Statement, uses: &ParameterUses, columns: &Columns) -> HashSet<usize> {
    let mut refused = HashSet::new();
    for vector in DRAWS.map(|draw| constants(uses, columns, &typical(draw, 0.1, None))) {
        for slot in uses.uses.iter().map(|found| found.slot) {
            match &vector[slot] {
                Constant::Text(text) if refused.contains(&slot) || plannable.accepts(slot, text) => (),
                _ => {
                    refused.insert(slot);
                }
            }
        }
    }
    refused
}

fn typical(draw: f64, share: f64, limit: Option<f64>) -> Aim {
    Aim { draw, share, frequency: None, solved: false, limit }
}

/// Gives `plannable` the vectors that fit best.
fn choose(
    plannable: &statement::Statement,
    uses: &ParameterUses,
    columns: &Columns,
    rows: Option<f64>,
) -> Result<()> {
    let set = |aims: &[Aim]| {
        let mut vectors: Vec<Constants> = Vec::new();
        for vector in aims.iter().map(|aim| constants(uses, columns, aim)) {
            if !vectors.contains(&vector) {
                vectors.push(vector);
            }
        }
        plannable.set_constants(vectors);
    };
    let shares = if uses.limited { PAGES } else { SHARES };
    let spread: Vec<Aim> =
        DRAWS.iter().zip(shares).map(|(draw, share)| typical(*draw, share, rows)).collect();
    set(&spread);
    let estimated = planner::rows(plannable)?;
    let Some(rows) = rows.filter(|_| uses.rows_are_matches) else { return Ok(()) };
    let wanted = rows.max(1.0);
    let error = |estimated: f64| (estimated.max(1.0) / wanted).ln().abs();
    if uses.uses.iter().any(|found| has_share(found.comparison)) {
        let (mut low, mut high) = (SMALLEST_SHARE.ln(), 0.0);
        let mut best = (f64::INFINITY, spread);
        for _ in 0..STEPS {
            let middle: f64 = (low + high) / 2.0;
            let aims = DRAWS.map(|draw| Aim { solved: true, ..typical(draw, middle.exp(), None) });
            set(&aims);
            let estimated = planner::rows(plannable)?;
            if error(estimated) < best.0 {
                best = (error(estimated), aims.to_vec());
            }
            if best.0 < TOLERANCE.ln() {
                break;
            }
            *(if estimated < wanted { &mut low } else { &mut high }) = middle;
        }
        set(&best.1);
    } else if error(estimated) > GROSS.ln() {
        let mut best = (error(estimated), spread);
        let (mut low, mut high) = (0.0, 1.0);
        for step in 0..STEPS {
            // Both ends first: most columns have fewer values than there are steps.
            let level = match step {
                0 => 0.0,
                1 => 1.0,
                _ => (low + high) / 2.0,
            };
            let aims = [Aim { frequency: Some(level), ..typical(0.5, 0.1, None) }];
            set(&aims);
            let estimated = planner::rows(plannable)?;
            if error(estimated) < best.0 {
                best = (error(estimated), aims.to_vec());
            }
            if step > 1 {
                *(if estimated < wanted { &mut low } else { &mut high }) = level;
            }
        }
        set(&best.1);
    }
    Ok(())
}

/// Whether the share of an [`Aim`] says how much the comparison lets through.
fn has_share(comparison: Comparison) -> bool {
    use Comparison::{Above, AnyOf, Below, Like, Prefix, Regex};
    matches!(comparison, Above | AnyOf | Below | Like | Prefix | Regex)
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use super::*;
    use crate::pg::what_if::WhatIf;
    use pgrx::prelude::*;

    const TABLE: &str = "
        CREATE TABLE t (id int PRIMARY KEY, kind text, code varchar(20), created timestamptz, day date, price numeric,
                        customer int, tags text[], doc jsonb);
        INSERT INTO t
        SELECT n, CASE WHEN n % 1000 = 0 THEN 'rare' ELSE 'common' END, 'code' || lpad(n::text, 6, '0'),
               timestamptz '2025-01-01 00:00+00' + n * interval '1 minute', date '2025-01-01' + n / 1000,
               n / 100.0, n % 5000, ARRAY['a' || n % 50], jsonb_build_object('k', n)
        FROM generate_series(1, 50000) AS n;
        CREATE VIEW v AS SELECT kind AS k, customer AS c, created FROM t WHERE price > 0;
        ANALYZE t";

    /// Estimated rows and where the constants came from, of a statement that returns `rows` rows.
    fn derived(sql: &str, rows: Option<f64>) -> (f64, Values, statement::Statement) {
        let mut described = Statement { rows, parameterized: true, ..Statement::default() };
        let plannable = statement::Statement::new(None, sql).unwrap();
        Statistics::default().supply(&plannable, None, &mut described);
        (planner::rows(&plannable).unwrap(), described.values, plannable)
    }

    fn assert_rows(sql: &str, rows: f64) {
        let (estimated, values, _) = derived(sql, Some(rows));
        assert_eq!(values, Values::Typical, "{sql}");
        let factor = estimated / rows;
        assert!((0.5..=2.0).contains(&factor), "{sql}: {estimated} rows instead of {rows}");
    }

    #[pg_test]
    fn known_rows_find_the_constants() {
        Spi::run(TABLE).unwrap();
        for (sql, rows) in [
            ("SELECT * FROM t WHERE kind = $1", 50.0),
            ("SELECT * FROM t WHERE kind = $1", 49_950.0),
            ("SELECT * FROM t WHERE created > $1", 7.0),
            ("SELECT * FROM t WHERE created > $1", 20_000.0),
            ("SELECT * FROM t WHERE created BETWEEN $1 AND $2", 300.0),
            ("SELECT * FROM t WHERE price < $1 AND kind = $2", 900.0),
            ("SELECT * FROM t WHERE $1 <= day", 2_000.0),
            ("SELECT * FROM t WHERE created > now() - $1::interval", 500.0),
            ("SELECT * FROM t WHERE id > $1::bigint", 100.0),
            ("SELECT * FROM t WHERE id > $1::text::int", 100.0),
            ("SELECT * FROM t WHERE day < $1::timestamp", 1_000.0),
            ("SELECT * FROM t WHERE created::date >= $1", 16_000.0),
            ("SELECT * FROM t WHERE (created, id) > ($1, $2)", 40.0),
            ("SELECT * FROM t WHERE customer = ANY ($1)", 300.0),
            ("SELECT * FROM t WHERE code LIKE $1", 1_000.0),
            ("SELECT * FROM t WHERE code = $1", 1.0),
            ("SELECT * FROM v WHERE k = $1 AND created > $2", 25.0),
            ("WITH w AS (SELECT * FROM t WHERE price < $1) SELECT * FROM w JOIN t USING (id) WHERE w.id > $2", 600.0),
            ("SELECT * FROM (SELECT customer, created AS x FROM t) s WHERE x < $1", 77.0),
            ("UPDATE t SET kind = $1 WHERE created > $2", 60.0),
            ("DELETE FROM t WHERE id < $1", 60.0),
        ] {
            assert_rows(sql, rows);
        }
    }

    #[pg_test]
    fn unknown_rows_take_typical_values() {
        Spi::run(TABLE).unwrap();
        let common = derived("SELECT * FROM t WHERE kind = $1", None);
        assert!(common.0 > 30_000.0 && common.1 == Values::Typical, "{}", common.0);
        for (sql, low, high) in [
            ("SELECT * FROM t WHERE created > $1", 2_000.0, 10_000.0),
            ("SELECT * FROM t WHERE customer IN ($1, $2, $3)", 20.0, 40.0),
            ("SELECT * FROM t WHERE customer = ANY ($1)", 80.0, 120.0),
            ("SELECT * FROM t WHERE tags @> $1", 500.0, 2_000.0),
            ("SELECT * FROM t WHERE $1::int IS NULL OR customer = $1", 5.0, 20.0),
            ("SELECT id FROM t ORDER BY created LIMIT $1", 20.0, 20.0),
        ] {
            let (rows, values, _) = derived(sql, None);
            assert!((low..=high).contains(&rows) && values == Values::Typical, "{sql}: {rows} {values:?}");
        }
        assert_eq!(derived("SELECT id FROM t ORDER BY created LIMIT $1 OFFSET $2", Some(7.5)).0, 8.0);
    }

    #[pg_test]
    fn what_cannot_be_resolved_stays_generic() {
        Spi::run(TABLE).unwrap();
        for sql in [
            "SELECT * FROM t WHERE doc ->> $1 = $2",
            "SELECT * FROM t WHERE customer + id = $1",
            "SELECT * FROM t WHERE code LIKE '%' || $1",
            "SELECT * FROM t WHERE customer = $1 + random()",
            "SELECT * FROM t WHERE customer = $1 AND doc ->> $2 = 'x'",
            "SELECT * FROM generate_series(1, 10) AS g WHERE g = $1",
        ] {
            assert_eq!(derived(sql, Some(1.0)).1, Values::Generic, "{sql}");
        }
        // Nothing hangs on what is only returned or stored.
        assert_eq!(derived("SELECT $1::int, id FROM t", None).1, Values::Typical);
    }

    #[pg_test]
    fn constants_make_custom_plans() {
        Spi::run(TABLE).unwrap();
        let mut what_if = WhatIf::default();
        what_if.define("CREATE INDEX ON t (created)").unwrap();
        what_if.define("CREATE INDEX ON t (code text_pattern_ops)").unwrap();
        what_if.define("CREATE INDEX ON t (customer) WHERE kind = 'rare'").unwrap();
        for (sql, rows, index) in [
            ("SELECT * FROM t WHERE created > $1", 10.0, 0),
            ("SELECT * FROM t WHERE code LIKE $1", 1.0, 1),
            ("SELECT * FROM t WHERE kind = $1 AND id > 0", 50.0, 2),
        ] {
            let (_, _, plannable) = derived(sql, Some(rows));
            let (cost, used) = what_if.cost(&plannable, &[index]).unwrap();
            let generic = statement::Statement::new(None, sql).unwrap();
            assert_eq!(used, [index], "{sql}");
            assert!(cost < what_if.cost(&generic, &[]).unwrap().0 / 5.0, "{sql}");
        }
    }

    /// Statements are analysed anew when something changes; the constants stay.
    #[pg_test]
    fn constants_outlive_an_invalidation() {
        Spi::run(TABLE).unwrap();
        let sql = "SELECT * FROM t WHERE created > now() - $1::interval";
        let (before, _, plannable) = derived(sql, Some(50.0));
        Spi::run("ALTER TABLE t ADD COLUMN more int").unwrap();
        assert_eq!(planner::rows(&plannable).unwrap(), before);
    }

    #[pg_test]
    fn values_are_those_that_the_role_may_read() {
        Spi::run(TABLE).unwrap();
        Spi::run(
            "CREATE ROLE reader; GRANT SELECT ON t TO reader; ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                  CREATE POLICY p ON t USING (true)",
        )
        .unwrap();
        let reader = Spi::get_one::<pgrx::pg_sys::Oid>("SELECT oid FROM pg_roles WHERE rolname = 'reader'");
        let role = Some(reader.unwrap().unwrap().to_u32());
        let mut described = Statement { parameterized: true, ..Statement::default() };
        let plannable = statement::Statement::new(role, "SELECT * FROM t WHERE kind = $1").unwrap();
        Statistics::default().supply(&plannable, role, &mut described);
        assert_eq!(described.values, Values::Generic);
    }
}
