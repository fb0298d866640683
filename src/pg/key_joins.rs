//! Joins on all columns of a key, which leave more rows than the planner expects.
//!
//! Without a foreign key that says so, the planner takes the columns of a key for independent of each other and multiplies
//! how selective each of them is. A join of order lines with stock by part and supplier is then expected to leave a
//! thousandth of the lines, where it leaves all (get_foreign_key_join_selectivity in
//! src/backend/optimizer/path/costsize.c has the right number when the foreign key is declared). A row finds at most one other
//! by a unique key; that it finds it is what such columns are for.
use pgrx::pg_sys::{self, NodeTag};

/// Two tables joined by a whole key of one.
pub struct KeyJoin {
    relations: pg_sys::Relids,
    /// How many times as many rows as expected remain.
    factor: f64,
}

/// A smaller error says nothing about a plan.
const NOTEWORTHY: f64 = 2.0;

/// The joins of this level whose rows are underestimated.
///
/// # Safety
/// Called at the end of the planning of `root`.
pub unsafe fn key_joins(root: *mut pg_sys::PlannerInfo) -> Vec<KeyJoin> {
    // SAFETY: arrays and lists are those of the planner, complete by now.
    unsafe {
        let mut found = Vec::new();
        for number in 1..(*root).simple_rel_array_size {
            let rel = *(*root).simple_rel_array.add(number as usize);
            if !is_table(rel) {
                continue;
            }
            let joins = keys(rel).filter_map(|key| underestimated(root, rel, &key));
            found.extend(joins.max_by(|a, b| a.factor.total_cmp(&b.factor)));
        }
        found
    }
}

/// How many times as many rows as expected a relation of the running planning has.
///
/// # Safety
/// `rel` is of the level that `joins` are of.
pub unsafe fn factor(joins: &[KeyJoin], rel: *const pg_sys::RelOptInfo) -> f64 {
    // SAFETY: promised by the caller.
    unsafe {
        let within = |join: &&KeyJoin| pg_sys::bms_is_subset(join.relations, (*rel).relids);
        joins.iter().filter(within).map(|join| join.factor).product()
    }
}

/// No partition either: the table that it is of stands for it.
unsafe fn is_table(rel: *const pg_sys::RelOptInfo) -> bool {
    // SAFETY: a relation of the running planning, or null.
    unsafe { !rel.is_null() && (*rel).reloptkind == pg_sys::RelOptKind::RELOPT_BASEREL }
}

/// The columns of unique indexes with more than one.
unsafe fn keys(rel: *mut pg_sys::RelOptInfo) -> impl Iterator<Item = Vec<i32>> {
    // SAFETY: the relation's indexes live as long as it.
    unsafe {
        let list = (*rel).indexlist;
        (0..pg_sys::list_length(list)).filter_map(move |n| {
            let index = pg_sys::list_nth(list, n).cast::<pg_sys::IndexOptInfo>();
            let whole = (*index).unique && (*index).immediate && (*index).indpred.is_null();
            let columns: Vec<i32> =
                (0..(*index).nkeycolumns).map(|n| *(*index).indexkeys.add(n as usize)).collect();
            (whole && columns.len() > 1 && columns.iter().all(|column| *column > 0)).then_some(columns)
        })
    }
}

unsafe fn underestimated(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    key: &[i32],
) -> Option<KeyJoin> {
    // SAFETY: as above.
    unsafe {
        let classes: Vec<_> = key.iter().map(|column| class_of(root, rel, *column)).collect::<Option<_>>()?;
        let others = (1..(*root).simple_rel_array_size).filter(|number| *number != (*rel).relid as i32);
        let other = others
            .filter(|number| classes.iter().all(|class| has_column_of(*class, *number)))
            .map(|number| *(*root).simple_rel_array.add(number as usize))
            .find(|other| is_table(*other) && !is_joined_otherwise(*other, rel))?;
        let relations = pg_sys::bms_union((*rel).relids, (*other).relids);
        let both = pg_sys::find_join_rel(root, relations);
        if both.is_null() || (*rel).tuples < 1.0 {
            return None;
        }
        let rows = (*other).rows * ((*rel).rows / (*rel).tuples).min(1.0);
        let factor = rows / (*both).rows.max(1.0);
        (factor >= NOTEWORTHY).then_some(KeyJoin { relations, factor })
    }
}

/// Further conditions of the join leave fewer rows.
unsafe fn is_joined_otherwise(one: *mut pg_sys::RelOptInfo, other: *mut pg_sys::RelOptInfo) -> bool {
    // SAFETY: a list of RestrictInfo.
    unsafe {
        let conditions = (*one).joininfo;
        (0..pg_sys::list_length(conditions)).any(|n| {
            let condition = pg_sys::list_nth(conditions, n).cast::<pg_sys::RestrictInfo>();
            pg_sys::bms_is_subset((*other).relids, (*condition).required_relids)
        })
    }
}

/// What the column is equal to, if that is no constant.
unsafe fn class_of(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    column: i32,
) -> Option<*mut pg_sys::EquivalenceClass> {
    // SAFETY: a list of equivalence classes with their members.
    unsafe {
        let classes = (*root).eq_classes;
        (0..pg_sys::list_length(classes))
            .map(|n| pg_sys::list_nth(classes, n).cast::<pg_sys::EquivalenceClass>())
            .filter(|class| !(**class).ec_has_const && !(**class).ec_has_volatile)
            .find(|class| {
                columns(*class).any(|(table, number)| table == (*rel).relid as i32 && number == column)
            })
    }
}

unsafe fn has_column_of(class: *mut pg_sys::EquivalenceClass, table: i32) -> bool {
    // SAFETY: as above.
    unsafe { columns(class).any(|(other, _)| other == table) }
}

/// The members of a class that are columns: of which range table entry, and their number.
unsafe fn columns(class: *mut pg_sys::EquivalenceClass) -> impl Iterator<Item = (i32, i32)> {
    // SAFETY: as above; each cast follows the tag.
    unsafe {
        let members = (*class).ec_members;
        (0..pg_sys::list_length(members)).filter_map(move |n| {
            let member = pg_sys::list_nth(members, n).cast::<pg_sys::EquivalenceMember>();
            let mut node = (*member).em_expr.cast::<pg_sys::Node>();
            while (*node).type_ == NodeTag::T_RelabelType {
                node = (*node.cast::<pg_sys::RelabelType>()).arg.cast();
            }
            let var = node.cast::<pg_sys::Var>();
            ((*node).type_ == NodeTag::T_Var).then(|| ((*var).varno as i32, i32::from((*var).varattno)))
        })
    }
}
