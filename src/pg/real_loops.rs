//! What the inner index scans of a plan cost with as many loops as the plan makes.
//!
//! All loops of an inner index scan together read no page of the table more often than the cache needs, so each loop is
//! priced the cheaper the more there are (index_pages_fetched in src/backend/optimizer/path/costsize.c, after Mackert and
//! Lohman). Paths of a single table are made before any join is, though, and get_loop_count
//! (src/backend/optimizer/path/indxpath.c) takes the rows of the smallest table that values come from for the loops: behind
//! a join that leaves a fifth of these rows, the scan costs a fifth of what it should. Reading one customer's region of a
//! large table by its index then looks cheap, and takes many times as long as reading all of it once. And where joins leave more
//! rows than the planner expects (see `pg/key_joins.rs`), there are more loops.
//!
//! So the plan that was chosen is priced again. The server's own functions do that on copies of its paths, when the planner has
//! all final paths of the statement and before it frees anything.
use crate::pg::compat;
use crate::pg::key_joins::{factor, key_joins, KeyJoin};
use pgrx::pg_sys::{self, NodeTag};
use std::cell::RefCell;

#[derive(Default)]
struct Found {
    /// What CTEs and other plans that are made beforehand cost beyond what the planner says.
    below: Vec<(*const pg_sys::PlannerInfo, f64)>,
    /// The same of the whole statement.
    whole: f64,
}

thread_local! {
    static FOUND: RefCell<Found> = const { RefCell::new(Found { below: Vec::new(), whole: 0.0 }) };
}

/// Call before a planning.
pub fn forget() {
    FOUND.with_borrow_mut(|found| *found = Found::default());
}

/// What the plan that was made last costs beyond what the planner says, in its units; negative if it says too much.
pub fn beyond() -> f64 {
    FOUND.with_borrow(|found| found.whole)
}

/// # Safety
/// Called from `create_upper_paths_hook` with its arguments, in a planning of ours.
pub unsafe fn observe(
    root: *mut pg_sys::PlannerInfo,
    stage: pg_sys::UpperRelationKind::Type,
    output: *mut pg_sys::RelOptInfo,
) {
    if stage != pg_sys::UpperRelationKind::UPPERREL_FINAL {
        return;
    }
    // Other advisors are compared by what the planner says.
    #[cfg(feature = "hypopg_sizes")]
    if crate::settings::HYPOPG_SIZES.get() {
        return;
    }
    // SAFETY: promised by the caller: the paths of this level are complete.
    unsafe {
        let Some(path) = cheapest((*output).pathlist) else { return };
        let own = beyond_of_level(root, path, Loops::ONE) + made_before(root);
        FOUND.with_borrow_mut(|found| {
            if (*root).parent_root.is_null() {
                found.whole = own;
            } else {
                found.below.push((root.cast_const(), own));
            }
        });
    }
}

/// The path that the whole level is planned by, as long as all of its rows are wanted.
unsafe fn cheapest(paths: *mut pg_sys::List) -> Option<*mut pg_sys::Path> {
    // SAFETY: a list of paths.
    unsafe {
        let paths =
            (0..pg_sys::list_length(paths)).map(|n| pg_sys::list_nth(paths, n).cast::<pg_sys::Path>());
        paths
            .filter(|path| (**path).param_info.is_null())
            .min_by(|a, b| (**a).total_cost.total_cmp(&(**b).total_cost))
    }
}

/// Of the plans that this level makes beforehand.
unsafe fn made_before(root: *mut pg_sys::PlannerInfo) -> f64 {
    // SAFETY: init_plans are SubPlan nodes, whose numbers count subroots from 1.
    unsafe {
        let (plans, roots) = ((*root).init_plans, (*(*root).glob).subroots);
        FOUND.with_borrow(|found| {
            (0..pg_sys::list_length(plans))
                .filter_map(|n| {
                    let plan = pg_sys::list_nth(plans, n).cast::<pg_sys::SubPlan>();
                    let place = (*plan).plan_id - 1;
                    let root = (0..pg_sys::list_length(roots))
                        .contains(&place)
                        .then(|| pg_sys::list_nth(roots, place))?;
                    found
                        .below
                        .iter()
                        .find(|(known, _)| std::ptr::eq(*known, root.cast()))
                        .map(|(_, own)| *own)
                })
                .sum()
        })
    }
}

/// One level of the statement.
#[derive(Clone, Copy)]
struct Level<'a> {
    root: *mut pg_sys::PlannerInfo,
    joins: &'a [KeyJoin],
}

/// How often something runs, once for the plan that is priced and once for all parallel workers together, who share what
/// is in the cache.
#[derive(Clone, Copy)]
struct Loops {
    priced: f64,
    sharing: f64,
}

impl Loops {
    const ONE: Loops = Loops { priced: 1.0, sharing: 1.0 };

    fn times(self, factor: f64) -> Self {
        Loops { priced: self.priced * factor, sharing: self.sharing * factor }
    }
}

/// What a level and those within it cost beyond what the planner says.
unsafe fn beyond_of_level(root: *mut pg_sys::PlannerInfo, path: *mut pg_sys::Path, loops: Loops) -> f64 {
    // SAFETY: `path` was made for `root`.
    unsafe { beyond_of(Level { root, joins: &key_joins(root) }, path, loops) }
}

unsafe fn beyond_of(level: Level<'_>, path: *mut pg_sys::Path, loops: Loops) -> f64 {
    if path.is_null() {
        return 0.0;
    }
    // SAFETY: each cast follows the tag.
    unsafe {
        let below = |path: *mut pg_sys::Path| beyond_of(level, input(path), loops);
        let all = |list: *mut pg_sys::List| -> f64 {
            (0..pg_sys::list_length(list))
                .map(|n| beyond_of(level, pg_sys::list_nth(list, n).cast(), loops))
                .sum()
        };
        match (*path).type_ {
            NodeTag::T_IndexPath | NodeTag::T_BitmapHeapPath => {
                if (*path).param_info.is_null() {
                    return 0.0;
                }
                (priced_again(level.root, path, loops.sharing.max(1.0)) - (*path).total_cost) * loops.priced
            }
            NodeTag::T_NestPath => nested(level, path.cast(), loops),
            NodeTag::T_MergePath | NodeTag::T_HashPath => {
                let join = path.cast::<pg_sys::JoinPath>();
                beyond_of(level, (*join).outerjoinpath, loops)
                    + beyond_of(level, (*join).innerjoinpath, loops)
            }
            NodeTag::T_AppendPath => all((*path.cast::<pg_sys::AppendPath>()).subpaths),
            NodeTag::T_MergeAppendPath => all((*path.cast::<pg_sys::MergeAppendPath>()).subpaths),
            NodeTag::T_GatherPath | NodeTag::T_GatherMergePath => {
                let below = input(path);
                let workers = 1.0 + f64::from((*below).parallel_workers.max(0));
                beyond_of(level, below, Loops { sharing: loops.sharing * workers, ..loops })
            }
            NodeTag::T_LimitPath => {
                let all = (*input(path)).total_cost;
                let part = if all > 0.0 { ((*path).total_cost / all).clamp(0.0, 1.0) } else { 1.0 };
                below(path) * part
            }
            NodeTag::T_SetOpPath => compat::set_operation_inputs(path)
                .into_iter()
                .map(|input| beyond_of(level, input, loops))
                .sum(),
            NodeTag::T_SubqueryScanPath => beyond_of_level((*(*path).parent).subroot, input(path), loops),
            NodeTag::T_MaterialPath
            | NodeTag::T_MemoizePath
            | NodeTag::T_UniquePath
            | NodeTag::T_ProjectionPath
            | NodeTag::T_ProjectSetPath
            | NodeTag::T_SortPath
            | NodeTag::T_IncrementalSortPath
            | NodeTag::T_GroupPath
            | NodeTag::T_UpperUniquePath
            | NodeTag::T_AggPath
            | NodeTag::T_GroupingSetsPath
            | NodeTag::T_WindowAggPath
            | NodeTag::T_LockRowsPath
            | NodeTag::T_ModifyTablePath => below(path),
            _ => 0.0,
        }
    }
}

unsafe fn nested(level: Level<'_>, join: *mut pg_sys::JoinPath, loops: Loops) -> f64 {
    // SAFETY: a join that the planner has finished.
    unsafe {
        let (outer, inner) = ((*join).outerjoinpath, (*join).innerjoinpath);
        let expected = (*outer).rows.max(1.0);
        let rows = expected * factor(level.joins, (*outer).parent);
        let in_full = (*inner).total_cost * expected;
        // A semi-join stops at the first match, and what is kept in memory does not run again.
        let paid = ((*join).path.total_cost - (*outer).total_cost).max(0.0);
        let part = if in_full > 0.0 { (paid / in_full).min(1.0) } else { 1.0 };
        let inner_beyond = match (*inner).type_ {
            NodeTag::T_MaterialPath => beyond_of(level, inner, loops),
            NodeTag::T_MemoizePath => beyond_of(level, inner, loops.times((rows * part).max(1.0))),
            _ => beyond_of(level, inner, loops.times(rows)) * part,
        };
        let more = paid * (rows / expected - 1.0) * loops.priced;
        beyond_of(level, outer, loops) + more + inner_beyond
    }
}

/// What the path costs when it runs so often.
unsafe fn priced_again(root: *mut pg_sys::PlannerInfo, path: *mut pg_sys::Path, loops: f64) -> f64 {
    // SAFETY: a copy is priced, so the planner's path stays as it is; what it points to is only read.
    unsafe {
        if (*path).type_ == NodeTag::T_IndexPath {
            let mut copy = std::ptr::read(path.cast::<pg_sys::IndexPath>());
            let partial = copy.path.parallel_aware;
            pg_sys::cost_index(&mut copy, root, loops, partial);
            copy.path.total_cost
        } else {
            let mut copy = std::ptr::read(path.cast::<pg_sys::BitmapHeapPath>());
            let (rel, parameters, below) = (copy.path.parent, copy.path.param_info, copy.bitmapqual);
            pg_sys::cost_bitmap_heap_scan(&mut copy.path, root, rel, parameters, below, loops);
            copy.path.total_cost
        }
    }
}

/// The one input of a path that has one: all these structures begin alike (src/include/nodes/pathnodes.h).
unsafe fn input(path: *mut pg_sys::Path) -> *mut pg_sys::Path {
    // SAFETY: promised by the tag.
    unsafe { (*path.cast::<pg_sys::ProjectionPath>()).subpath }
}

#[cfg(any(test, feature = "pg_test"))]
#[pgrx::pg_schema]
mod tests {
    use crate::pg::statement::Statement;
    use crate::pg::what_if::WhatIf;
    use pgrx::prelude::*;

    /// What is likely, as a multiple of what the planner says.
    fn times(query: &str) -> f64 {
        let planned = WhatIf::default().cost(&Statement::new(None, query).unwrap(), &[]).unwrap();
        planned.cost / planned.explained
    }

    fn load() {
        Spi::run(
            "CREATE TABLE nation AS SELECT g AS id, 'n' || g AS name FROM generate_series(1, 25) g;
             CREATE TABLE supplier AS SELECT g AS id, g % 25 + 1 AS nation FROM generate_series(1, 10000) g;
             CREATE TABLE stock AS SELECT part, part * 7 % 9999 + k AS supplier
             FROM generate_series(1, 10000) part, generate_series(1, 4) k;
             CREATE TABLE line AS SELECT n + s.part AS id, s.part, s.supplier, repeat('x', 60) AS filler
             FROM generate_series(1, 5) n, stock s ORDER BY s.part * 7919::bigint % 10007;
             CREATE TABLE parcel AS SELECT g AS id, repeat('y', 60) AS filler FROM generate_series(1, 50000) g;
             ALTER TABLE stock ADD PRIMARY KEY (part, supplier);
             CREATE INDEX ON line (supplier);
             CREATE UNIQUE INDEX ON parcel (id);
             ANALYZE nation, supplier, stock, line, parcel;
             SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_memoize = off;
             SET LOCAL enable_material = off;",
        )
        .unwrap();
    }

    #[pg_test]
    fn fewer_loops_share_fewer_pages() {
        load();
        Spi::run("SET LOCAL join_collapse_limit = 1").unwrap();
        let behind_join = "SELECT count(l.filler) FROM nation n JOIN supplier s ON s.nation = n.id \
                           JOIN line l ON l.supplier = s.id WHERE n.name = 'n3'";
        assert!(times(behind_join) > 3.0, "{}", times(behind_join));
        let of_the_table =
            "SELECT count(l.filler) FROM supplier s JOIN line l ON l.supplier = s.id WHERE s.nation = 3";
        assert!((times(of_the_table) - 1.0).abs() < 0.01, "{}", times(of_the_table));
        for beforehand in [
            format!("WITH w AS MATERIALIZED ({behind_join}) SELECT * FROM w"),
            format!("SELECT * FROM ({behind_join} OFFSET 0) q"),
            format!("SELECT 1 WHERE ({behind_join}) > 0"),
            format!("({behind_join}) UNION ALL SELECT 1"),
        ] {
            assert!(times(&beforehand) > 3.0, "{}: {beforehand}", times(&beforehand));
        }
    }

    #[pg_test]
    fn joins_on_a_key_keep_their_rows() {
        load();
        Spi::run("SET LOCAL enable_hashjoin = on; SET LOCAL join_collapse_limit = 1").unwrap();
        let query =
            "SELECT count(*) FROM (line l JOIN stock s ON (l.part, l.supplier) = (s.part, s.supplier)) \
                     JOIN parcel p ON p.id = l.id";
        assert!(times(query) > 5.0, "{}", times(query));
        Spi::run("ALTER TABLE line ADD FOREIGN KEY (part, supplier) REFERENCES stock").unwrap();
        assert!((times(query) - 1.0).abs() < 0.01, "{}", times(query));
    }
}
