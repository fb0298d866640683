//! What an analysed statement compares its parameters with.
//!
//! The server's walkers lead through the query, subqueries and WITH included; looked at are the conditions (WHERE, ON)
//! and LIMIT. What else parameters do hardly changes a plan.
use crate::pg::comparisons::{self, Contents};
use crate::pg::origin;
use dbarch_core::model::parameters::{Comparison, ParameterUse, ParameterUses, Scale};
use pgrx::pg_sys::{self, NodeTag, Oid};
use pgrx::prelude::*;
use std::collections::BTreeSet;
use std::ffi::c_void;

/// A use, with the place in the tree.
pub struct Found {
    pub seen: ParameterUse,
    /// Where the compared expression hangs.
    pub place: *mut *mut pg_sys::Node,
    pub type_: Oid,
}

pub struct Walk {
    pub found: Vec<Found>,
    /// Number of `$n`, and so the slot of the first expression.
    parameters: usize,
    expressions: usize,
    queries: Vec<*mut pg_sys::Query>,
    in_condition: bool,
    /// In the query or one that it selects from, rows are made of several.
    grouped: bool,
    /// Numbers of parameters seen in conditions, and of those found to be compared with something.
    met: BTreeSet<i32>,
    compared: BTreeSet<i32>,
}

impl Walk {
    /// # Safety
    /// `query` is an analysed query with that many parameters; the result points into it.
    pub unsafe fn through(query: *mut pg_sys::Query, parameters: usize) -> Self {
        let mut walk = Walk {
            found: Vec::new(),
            parameters,
            expressions: 0,
            queries: Vec::new(),
            in_condition: false,
            grouped: false,
            met: BTreeSet::new(),
            compared: BTreeSet::new(),
        };
        // SAFETY: promised by the caller.
        unsafe { walk.visit(query.cast()) };
        walk
    }

    /// # Safety
    /// `query` is the one that was walked through.
    pub unsafe fn uses(&self, query: *const pg_sys::Query) -> ParameterUses {
        ParameterUses {
            slots: self.parameters + self.expressions,
            uses: self.found.iter().map(|found| found.seen).collect(),
            open: self.met.difference(&self.compared).count(),
            grouped: self.grouped,
            // SAFETY: promised by the caller.
            limited: unsafe { !(*query).limitCount.is_null() },
        }
    }

    unsafe fn visit(&mut self, node: *mut pg_sys::Node) {
        if node.is_null() {
            return;
        }
        // SAFETY: each cast follows the tag.
        unsafe {
            match (*node).type_ {
                NodeTag::T_Query => self.query(node.cast()),
                NodeTag::T_FromExpr => {
                    let from = node.cast::<pg_sys::FromExpr>();
                    self.visit((*from).fromlist.cast());
                    self.condition((*from).quals);
                }
                NodeTag::T_JoinExpr => {
                    let join = node.cast::<pg_sys::JoinExpr>();
                    self.visit((*join).larg);
                    self.visit((*join).rarg);
                    self.condition((*join).quals);
                }
                NodeTag::T_OpExpr if self.in_condition && self.operator(node.cast()) => (),
                NodeTag::T_ScalarArrayOpExpr if self.in_condition && self.array(node.cast()) => (),
                NodeTag::T_RowCompareExpr if self.in_condition => self.rows(node.cast()),
                NodeTag::T_Param => {
                    let param = &*node.cast::<pg_sys::Param>();
                    if self.in_condition && param.paramkind == pg_sys::ParamKind::PARAM_EXTERN {
                        self.met.insert(param.paramid);
                    }
                }
                _ => self.children(node),
            }
        }
    }

    unsafe fn children(&mut self, node: *mut pg_sys::Node) {
        // SAFETY: the walk outlives the call.
        unsafe {
            pg_sys::expression_tree_walker(node, Some(visit_child), std::ptr::from_mut(self).cast());
        }
    }

    unsafe fn condition(&mut self, quals: *mut pg_sys::Node) {
        let before = std::mem::replace(&mut self.in_condition, true);
        // SAFETY: as for visit().
        unsafe { self.visit(quals) };
        self.in_condition = before;
    }

    unsafe fn query(&mut self, query: *mut pg_sys::Query) {
        let before = std::mem::replace(&mut self.in_condition, false);
        // SAFETY: as for visit().
        unsafe {
            let limit = if self.queries.is_empty() { Comparison::Limit } else { Comparison::InnerLimit };
            self.queries.push(query);
            // Subqueries of conditions let rows through and do not make them.
            self.grouped |= !before && is_grouped(&*query);
            self.count(&raw mut (*query).limitCount, limit);
            self.count(&raw mut (*query).limitOffset, Comparison::Offset);
            pg_sys::query_tree_walker(
                query,
                Some(visit_child),
                std::ptr::from_mut(self).cast(),
                pg_sys::QTW_IGNORE_JOINALIASES as i32,
            );
            self.queries.pop();
        }
        self.in_condition = before;
    }

    unsafe fn count(&mut self, place: *mut *mut pg_sys::Node, comparison: Comparison) {
        // SAFETY: a field of a living query.
        unsafe {
            if (*place).is_null() {
                return;
            }
            let contents = Contents::of(*place);
            if contents.is_value() {
                self.note(place, &contents, comparison, (0, 0), Scale::Integer);
            }
            self.met.extend(&contents.parameters);
        }
    }

    unsafe fn operator(&mut self, test: *mut pg_sys::OpExpr) -> bool {
        // SAFETY: as for visit().
        unsafe {
            let args = (*test).args;
            pg_sys::list_length(args) == 2
                && (self.compare(cell(args, 0), cell(args, 1), (*test).opno, None)
                    || self.compare(cell(args, 1), cell(args, 0), pg_sys::get_commutator((*test).opno), None))
        }
    }

    unsafe fn array(&mut self, test: *mut pg_sys::ScalarArrayOpExpr) -> bool {
        // SAFETY: as for visit().
        unsafe {
            let (column, values) = (cell((*test).args, 0), cell((*test).args, 1));
            if (**values).type_ != NodeTag::T_ArrayExpr {
                return self.compare(column, values, (*test).opno, Some(Comparison::AnyOf));
            }
            let elements = (*(*values).cast::<pg_sys::ArrayExpr>()).elements;
            let mut any = false;
            for n in 0..pg_sys::list_length(elements) {
                if self.compare(column, cell(elements, n), (*test).opno, None) {
                    any = true;
                } else {
                    self.visit(*cell(elements, n));
                }
            }
            any
        }
    }

    unsafe fn rows(&mut self, test: *mut pg_sys::RowCompareExpr) {
        // SAFETY: as for visit().
        unsafe {
            let (left, right) = ((*test).largs, (*test).rargs);
            for n in 0..pg_sys::list_length(left) {
                // The first pair of columns says where the range begins (rowcomparesel in plancat.c).
                let fixed = (n > 0).then_some(Comparison::Equal);
                let operator = pg_sys::list_nth_oid((*test).opnos, n);
                let (left, right) = (cell(left, n), cell(right, n));
                if !self.compare(left, right, operator, fixed)
                    && !self.compare(right, left, pg_sys::get_commutator(operator), fixed)
                {
                    self.visit(*left);
                    self.visit(*right);
                }
            }
        }
    }

    /// Notes `column operator value`, if these are what they are called. `fixed` takes the place of what the operator
    /// says; it then only has to compare.
    unsafe fn compare(
        &mut self,
        column: *mut *mut pg_sys::Node,
        value: *mut *mut pg_sys::Node,
        operator: Oid,
        fixed: Option<Comparison>,
    ) -> bool {
        // SAFETY: as for visit().
        unsafe {
            let (side, contents) = (Contents::of(*column), Contents::of(*value));
            let [var] = side.vars[..] else { return false };
            if !side.parameters.is_empty() || side.opaque || !contents.is_value() {
                return false;
            }
            let Some((relation, number)) = origin::column(var, &self.queries) else { return false };
            let Some(operator) = comparisons::of(operator, pg_sys::exprType(*column)) else { return false };
            let comparison = match fixed {
                Some(Comparison::AnyOf) if operator != Comparison::Equal => return false,
                Some(fixed) => fixed,
                None => operator,
            };
            // A function may turn the order upside down; a cast does not.
            let order = !matches!(comparison, Comparison::Equal | Comparison::Unequal);
            if order && !comparisons::is_cast_of(*column, var) {
                return false;
            }
            // Of '%' || $1 nobody knows where the typical value is.
            let pattern = matches!(comparison, Comparison::Like | Comparison::Regex | Comparison::Prefix);
            if pattern && (contents.parameters.len() > 1 || contents.constants) {
                return false;
            }
            let scale = comparisons::scale(pg_sys::get_atttype(relation, number));
            self.note(value, &contents, comparison, (relation.to_u32(), number), scale);
            true
        }
    }

    unsafe fn note(
        &mut self,
        place: *mut *mut pg_sys::Node,
        contents: &Contents,
        comparison: Comparison,
        column: (u32, i16),
        scale: Scale,
    ) {
        // SAFETY: as for visit().
        unsafe {
            let (slot, type_) = match comparisons::parameter(*place) {
                Some(param) => ((*param).paramid as usize - 1, (*param).paramtype),
                None => {
                    self.expressions += 1;
                    (self.parameters + self.expressions - 1, pg_sys::exprType(*place))
                }
            };
            self.compared.extend(&contents.parameters);
            self.found.push(Found { seen: ParameterUse { slot, comparison, column, scale }, place, type_ });
        }
    }
}

fn is_grouped(query: &pg_sys::Query) -> bool {
    query.hasAggs
        || query.hasWindowFuncs
        || query.hasTargetSRFs
        || !query.groupClause.is_null()
        || !query.groupingSets.is_null()
        || !query.distinctClause.is_null()
        || !query.setOperations.is_null()
}

/// Where element `n` of `list` hangs.
unsafe fn cell(list: *mut pg_sys::List, n: i32) -> *mut *mut pg_sys::Node {
    // SAFETY: the caller counts; cells of lists of nodes hold pointers.
    unsafe { (&raw mut (*pg_sys::list_nth_cell(list, n)).ptr_value).cast() }
}

#[pg_guard]
unsafe extern "C-unwind" fn visit_child(node: *mut pg_sys::Node, walk: *mut c_void) -> bool {
    // SAFETY: the walkers hand on what children() and query() gave them.
    unsafe { (*walk.cast::<Walk>()).visit(node) };
    false
}
