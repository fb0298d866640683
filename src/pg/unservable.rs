//! Predicates of a relation that no index can serve as they are written.
//!
//! Read from the planner while it plans, as all requirements are: constants are folded and views expanded by then. What
//! an expression index could serve is left to whoever proposes one, and told only if it could be written without.
use crate::pg::clauses::text_constant;
use crate::pg::comparisons::Contents;
use crate::pg::index_terms;
use crate::pg::origin::without_relabels;
use dbarch_core::advisor::actions::needs_trigrams;
use dbarch_core::model::unservable::{Form, Unservable};
use pgrx::is_a;
use pgrx::pg_sys::{self, NodeTag, Oid};
use pgrx::prelude::*;
use std::ffi::{c_void, CStr};

/// The predicates of `rel`, if nothing is cheaper than to read all of it.
///
/// # Safety
/// Called from `set_rel_pathlist_hook` with its arguments.
pub unsafe fn observe(
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
    entry: *mut pg_sys::RangeTblEntry,
) -> Vec<Unservable> {
    // SAFETY: promised by the caller.
    unsafe {
        let mut found = Vec::new();
        let Some(scan_cost) = cost_of_reading_all(rel) else { return found };
        let about = About { root, rel };
        for (list, joins) in [((*rel).baserestrictinfo, false), ((*rel).joininfo, true)] {
            for n in 0..pg_sys::list_length(list) {
                let info = pg_sys::list_nth(list, n).cast::<pg_sys::RestrictInfo>();
                let clause = (*info).clause.cast::<pg_sys::Node>();
                // What ON says of an outer join is no condition on its result.
                let one = match joins {
                    true if !(*info).is_pushed_down => None,
                    true => about.across_tables(clause),
                    false => about.restriction(clause),
                };
                found.extend(one);
            }
        }
        for one in &mut found {
            one.table = (*entry).relid.to_u32();
            one.scan_cost = scan_cost;
        }
        found
    }
}

/// Cost of the cheapest path, if it reads the table, or some partition of it, from end to end.
unsafe fn cost_of_reading_all(rel: *mut pg_sys::RelOptInfo) -> Option<f64> {
    // SAFETY: the paths that the planner has made so far.
    unsafe {
        let mut cheapest: Option<*mut pg_sys::Path> = None;
        for n in 0..pg_sys::list_length((*rel).pathlist) {
            let path = pg_sys::list_nth((*rel).pathlist, n).cast::<pg_sys::Path>();
            let is_cheaper = cheapest.is_none_or(|best| (*path).total_cost < (*best).total_cost);
            if (*path).param_info.is_null() && is_cheaper {
                cheapest = Some(path);
            }
        }
        cheapest.filter(|path| reads_all(*path)).map(|path| (*path).total_cost)
    }
}

unsafe fn reads_all(path: *mut pg_sys::Path) -> bool {
    // SAFETY: the cast follows the tag.
    unsafe {
        match (*path).pathtype {
            NodeTag::T_SeqScan => true,
            NodeTag::T_Append if is_a(path.cast(), NodeTag::T_AppendPath) => {
                let parts = (*path.cast::<pg_sys::AppendPath>()).subpaths;
                (0..pg_sys::list_length(parts)).any(|n| reads_all(pg_sys::list_nth(parts, n).cast()))
            }
            _ => false,
        }
    }
}

/// A comparison seen from the side that names columns of the relation.
struct Compared {
    side: *mut pg_sys::Node,
    other: *mut pg_sys::Node,
    operator: Oid,
}

struct About {
    root: *mut pg_sys::PlannerInfo,
    rel: *mut pg_sys::RelOptInfo,
}

impl About {
    unsafe fn restriction(&self, clause: *mut pg_sys::Node) -> Option<Unservable> {
        // SAFETY: a clause of the running planning; casts follow tags.
        unsafe {
            match (*clause).type_ {
                NodeTag::T_OpExpr => self.comparison(clause),
                NodeTag::T_ScalarArrayOpExpr => self.element(clause),
                NodeTag::T_BoolExpr => self.optional(clause),
                _ => None,
            }
        }
    }

    unsafe fn comparison(&self, clause: *mut pg_sys::Node) -> Option<Unservable> {
        // SAFETY: as above.
        unsafe {
            let test = &*clause.cast::<pg_sys::OpExpr>();
            let Compared { side, other, operator } = self.compared(test)?;
            if index_terms::column(side, (*self.rel).relid).is_some() {
                return self.pattern(clause, side, other, operator);
            }
            if !is_ordering(side, operator) || self.is_served(side, operator) {
                return None;
            }
            if pg_sys::contain_volatile_functions(side) {
                return None;
            }
            let expression = without_relabels(side);
            let (form, column, operand) = self.form(expression)?;
            Some(Unservable {
                form,
                expression: self.deparsed(side, form == Form::Cast)?,
                operator: name(pg_sys::get_opname(operator))?,
                other: self.text(other)?,
                operand,
                ..self.on_column(clause, column)?
            })
        }
    }

    /// The comparison, turned so that the relation's columns are on the left; `None` if they are on both sides, or the
    /// other side changes from row to row.
    unsafe fn compared(&self, test: &pg_sys::OpExpr) -> Option<Compared> {
        // SAFETY: as above.
        unsafe {
            if pg_sys::list_length(test.args) != 2 {
                return None;
            }
            let left = pg_sys::list_nth(test.args, 0).cast::<pg_sys::Node>();
            let right = pg_sys::list_nth(test.args, 1).cast::<pg_sys::Node>();
            let compared = match (self.mentions(left), self.mentions(right)) {
                (true, false) => Compared { side: left, other: right, operator: test.opno },
                (false, true) => {
                    Compared { side: right, other: left, operator: pg_sys::get_commutator(test.opno) }
                }
                _ => return None,
            };
            let usable =
                compared.operator != Oid::INVALID && !pg_sys::contain_volatile_functions(compared.other);
            usable.then_some(compared)
        }
    }

    /// What keeps an index on its column from serving `expression`.
    unsafe fn form(&self, expression: *mut pg_sys::Node) -> Option<(Form, *mut pg_sys::Node, String)> {
        // SAFETY: as above.
        unsafe {
            let column = self.only_column(expression)?;
            let mutable = pg_sys::contain_mutable_functions(expression);
            match (*expression).type_ {
                NodeTag::T_OpExpr => {
                    let test = &*expression.cast::<pg_sys::OpExpr>();
                    let (form, operand) = self.arithmetic(test)?;
                    let operand = self.text(operand)?;
                    // The inverse of adding a month is not subtracting one.
                    Some((if mutable { Form::Arithmetic } else { form }, column, operand))
                }
                NodeTag::T_FuncExpr => {
                    let call = &*expression.cast::<pg_sys::FuncExpr>();
                    let is_cast = matches!(
                        call.funcformat,
                        pg_sys::CoercionForm::COERCE_IMPLICIT_CAST
                            | pg_sys::CoercionForm::COERCE_EXPLICIT_CAST
                    );
                    let of_time_zone = pg_sys::exprType(column) == pg_sys::TIMESTAMPTZOID;
                    let first = pg_sys::list_nth(call.args, 0).cast::<pg_sys::Node>();
                    if mutable && of_time_zone && call.funcresulttype == pg_sys::DATEOID {
                        Some((Form::Day, column, String::new()))
                    } else if mutable && of_time_zone && is_date_trunc(call) {
                        Some((Form::Truncated, column, text_constant(first)?))
                    } else if mutable {
                        Some((Form::Mutable, column, String::new()))
                    } else if is_cast && index_terms::column(first, (*self.rel).relid).is_some() {
                        Some((Form::Cast, column, String::new()))
                    } else {
                        None
                    }
                }
                NodeTag::T_CoerceViaIO => {
                    let argument = (*expression.cast::<pg_sys::CoerceViaIO>()).arg.cast();
                    let plain = index_terms::column(argument, (*self.rel).relid).is_some();
                    // A date as text looks as DateStyle wants it.
                    (plain && !mutable).then(|| (Form::Cast, column, String::new()))
                }
                _ => mutable.then(|| (Form::Mutable, column, String::new())),
            }
        }
    }

    /// An arithmetic operator between the column, casts aside, and something that does not name the relation.
    unsafe fn arithmetic(&self, test: &pg_sys::OpExpr) -> Option<(Form, *mut pg_sys::Node)> {
        // SAFETY: as above.
        unsafe {
            let operator = name(pg_sys::get_opname(test.opno))?;
            if pg_sys::list_length(test.args) != 2 || !matches!(operator.as_str(), "+" | "-" | "*" | "/") {
                return None;
            }
            let left = pg_sys::list_nth(test.args, 0).cast::<pg_sys::Node>();
            let right = pg_sys::list_nth(test.args, 1).cast::<pg_sys::Node>();
            let is_column = |node| index_terms::column(node, (*self.rel).relid).is_some();
            // Days differ in what a month before them is, and a cast of the column would still be there.
            let is_interval = |node| pg_sys::exprType(node) == pg_sys::INTERVALOID;
            let inverts =
                (is_column(left) && !is_interval(right)) || (is_column(right) && !is_interval(left));
            let form = |plain: Form| if inverts { plain } else { Form::Arithmetic };
            match (self.mentions(left), self.mentions(right), operator.as_str()) {
                (true, false, "+") => Some((form(Form::Sum), right)),
                (false, true, "+") => Some((form(Form::Sum), left)),
                (true, false, "-") => Some((form(Form::Difference), right)),
                (true, false, _) => Some((Form::Arithmetic, right)),
                (false, true, _) => Some((Form::Arithmetic, left)),
                _ => None,
            }
        }
    }

    unsafe fn pattern(
        &self,
        clause: *mut pg_sys::Node,
        column: *mut pg_sys::Node,
        other: *mut pg_sys::Node,
        operator: Oid,
    ) -> Option<Unservable> {
        // SAFETY: as above.
        unsafe {
            let name = name(pg_sys::get_opname(operator))?;
            let is_text = |node| pg_sys::exprType(node) == pg_sys::TEXTOID;
            if !name.starts_with('~') || !is_text(other) || !is_text(column) {
                return None;
            }
            if !needs_trigrams(&name, &text_constant(other)?) || self.is_served(column, operator) {
                return None;
            }
            let column = without_relabels(column);
            Some(Unservable {
                form: Form::Pattern,
                operator: name,
                other: self.text(other)?,
                ..self.on_column(clause, column)?
            })
        }
    }

    /// `value = ANY (column)`.
    unsafe fn element(&self, clause: *mut pg_sys::Node) -> Option<Unservable> {
        // SAFETY: as above.
        unsafe {
            let test = &*clause.cast::<pg_sys::ScalarArrayOpExpr>();
            let left = pg_sys::list_nth(test.args, 0).cast::<pg_sys::Node>();
            let right = pg_sys::list_nth(test.args, 1).cast::<pg_sys::Node>();
            let is_column = index_terms::column(right, (*self.rel).relid).is_some();
            if !test.useOr || !is_column || self.mentions(left) || pg_sys::contain_volatile_functions(left) {
                return None;
            }
            let operator = name(pg_sys::get_opname(test.opno)).filter(|operator| operator == "=")?;
            Some(Unservable {
                form: Form::Element,
                operator,
                other: self.text(left)?,
                ..self.on_column(clause, without_relabels(right))?
            })
        }
    }

    /// An OR with an arm that a parameter without a value decides, and another one on a column.
    unsafe fn optional(&self, clause: *mut pg_sys::Node) -> Option<Unservable> {
        // SAFETY: as above.
        unsafe {
            let arms = or_arms(clause)?;
            let is_switch = |arm: &*mut pg_sys::Node| {
                is_a(*arm, NodeTag::T_NullTest) && {
                    let test = &*arm.cast::<pg_sys::NullTest>();
                    let argument = without_casts(test.arg.cast());
                    test.nulltesttype == pg_sys::NullTestType::IS_NULL && is_a(argument, NodeTag::T_Param)
                }
            };
            let compared = arms.iter().find_map(|arm| {
                let test = is_a(*arm, NodeTag::T_OpExpr).then(|| &*arm.cast::<pg_sys::OpExpr>())?;
                let side = self.compared(test)?.side;
                index_terms::column(side, (*self.rel).relid).map(|_| without_relabels(side))
            })?;
            arms.iter().any(is_switch).then_some(())?;
            Some(Unservable { form: Form::Optional, ..self.on_column(clause, compared)? })
        }
    }

    /// An OR of arms on single tables, one of which is not ours.
    unsafe fn across_tables(&self, clause: *mut pg_sys::Node) -> Option<Unservable> {
        // SAFETY: as above.
        unsafe {
            let arms = or_arms(clause)?;
            let mut ours = false;
            let mut others = false;
            for arm in arms {
                let relations = pg_sys::pull_varnos(self.root, arm);
                if pg_sys::bms_num_members(relations) != 1 {
                    return None;
                }
                let here = pg_sys::bms_is_member((*self.rel).relid as i32, relations);
                ours |= here;
                others |= !here;
            }
            (ours && others).then_some(())?;
            Some(Unservable { form: Form::AcrossTables, clause: self.text(clause)?, ..Unservable::default() })
        }
    }

    unsafe fn on_column(&self, clause: *mut pg_sys::Node, column: *mut pg_sys::Node) -> Option<Unservable> {
        // SAFETY: as above.
        unsafe {
            let type_ = pg_sys::format_type_be(pg_sys::exprType(column));
            Some(Unservable {
                clause: self.text(clause)?,
                column: self.text(column)?,
                column_type: name(type_)?,
                ..Unservable::default()
            })
        }
    }

    unsafe fn mentions(&self, node: *mut pg_sys::Node) -> bool {
        // SAFETY: as above.
        unsafe { pg_sys::bms_is_member((*self.rel).relid as i32, pg_sys::pull_varnos(self.root, node)) }
    }

    /// The column of the relation that `expression` is made of, if it is made of one only.
    unsafe fn only_column(&self, expression: *mut pg_sys::Node) -> Option<*mut pg_sys::Node> {
        // SAFETY: as above; flags that keep the walk from failing on what a restriction has not.
        unsafe {
            let vars = pg_sys::pull_var_clause(expression, pg_sys::PVC_INCLUDE_PLACEHOLDERS as i32);
            let first = (pg_sys::list_length(vars) > 0)
                .then(|| pg_sys::list_nth(vars, 0).cast::<pg_sys::Node>())
                .filter(|node| index_terms::column(*node, (*self.rel).relid).is_some())?;
            let same = (1..pg_sys::list_length(vars))
                .all(|n| pg_sys::equal(pg_sys::list_nth(vars, n).cast(), first.cast()));
            same.then_some(first)
        }
    }

    /// Whether an index that exists has `expression` as a key with an operator class for `operator`.
    unsafe fn is_served(&self, expression: *mut pg_sys::Node, operator: Oid) -> bool {
        // SAFETY: the planner's list of indexes.
        unsafe {
            let indexes = (*self.rel).indexlist;
            (0..pg_sys::list_length(indexes)).any(|n| {
                let index = pg_sys::list_nth(indexes, n).cast::<pg_sys::IndexOptInfo>();
                (0..(*index).nkeycolumns).any(|place| {
                    let family = *(*index).opfamily.add(place as usize);
                    pg_sys::op_in_opfamily(operator, family)
                        && pg_sys::match_index_to_operand(expression, place, index)
                })
            })
        }
    }

    /// `node` as SQL, with the names that the statement uses; `None` for what only exists while planning.
    unsafe fn text(&self, node: *mut pg_sys::Node) -> Option<String> {
        // SAFETY: as below.
        unsafe { self.deparsed(node, false) }
    }

    unsafe fn deparsed(&self, node: *mut pg_sys::Node, with_implicit_casts: bool) -> Option<String> {
        // SAFETY: as EXPLAIN does it (show_expression in explain.c), without a plan: all columns are those of relations.
        unsafe {
            let vars = pg_sys::pull_var_clause(node, pg_sys::PVC_INCLUDE_PLACEHOLDERS as i32);
            let are_columns = (0..pg_sys::list_length(vars))
                .all(|n| is_a(pg_sys::list_nth(vars, n).cast(), NodeTag::T_Var));
            if !are_columns || pg_sys::contain_subplans(node) {
                return None;
            }
            let used = pg_sys::pull_varnos(self.root, node);
            let statement = pg_sys::palloc0(size_of::<pg_sys::PlannedStmt>()).cast::<pg_sys::PlannedStmt>();
            (*statement).type_ = NodeTag::T_PlannedStmt;
            (*statement).rtable = (*(*self.root).parse).rtable;
            let names = pg_sys::select_rtable_names_for_explain((*statement).rtable, used);
            let context = pg_sys::deparse_context_for_plan_tree(statement, names);
            let several = pg_sys::bms_num_members(used) > 1;
            let copy = pg_sys::copyObjectImpl(node.cast()).cast::<pg_sys::Node>();
            without_plans(copy, std::ptr::null_mut());
            let text = name(pg_sys::deparse_expression(copy, context, several, with_implicit_casts))?;
            Some(without_results(&text, &Contents::of(node).parameters))
        }
    }
}

/// Makes of the result of a subquery a parameter like any other. From 18 on the deparser looks for the subquery in the plan,
/// which does not exist yet.
#[pg_guard]
unsafe extern "C-unwind" fn without_plans(node: *mut pg_sys::Node, context: *mut c_void) -> bool {
    if node.is_null() {
        return false;
    }
    // SAFETY: the cast follows the tag, and the node is a copy of ours.
    unsafe {
        if is_a(node, NodeTag::T_Param) {
            (*node.cast::<pg_sys::Param>()).paramkind = pg_sys::ParamKind::PARAM_EXTERN;
            return false;
        }
        pg_sys::expression_tree_walker(node, Some(without_plans), context)
    }
}

/// Whether `operator` is one of a b-tree on the values of `expression`.
unsafe fn is_ordering(expression: *mut pg_sys::Node, operator: Oid) -> bool {
    // SAFETY: syscache look-ups.
    unsafe {
        let type_ = pg_sys::exprType(expression);
        let opclass = pg_sys::GetDefaultOpClass(type_, pg_sys::BTREE_AM_OID);
        opclass != Oid::INVALID
            && pg_sys::get_op_opfamily_strategy(operator, pg_sys::get_opclass_family(opclass)) != 0
    }
}

unsafe fn is_date_trunc(call: &pg_sys::FuncExpr) -> bool {
    // SAFETY: a syscache look-up.
    unsafe { name(pg_sys::get_func_name(call.funcid)).is_some_and(|name| name == "date_trunc") }
}

unsafe fn or_arms(clause: *mut pg_sys::Node) -> Option<Vec<*mut pg_sys::Node>> {
    // SAFETY: the cast follows the tag.
    unsafe {
        if !is_a(clause, NodeTag::T_BoolExpr) {
            return None;
        }
        let test = &*clause.cast::<pg_sys::BoolExpr>();
        let is_or = test.boolop == pg_sys::BoolExprType::OR_EXPR;
        is_or.then(|| {
            (0..pg_sys::list_length(test.args)).map(|n| pg_sys::list_nth(test.args, n).cast()).collect()
        })
    }
}

/// Functions that cast and nothing else are looked through.
unsafe fn without_casts(node: *mut pg_sys::Node) -> *mut pg_sys::Node {
    // SAFETY: casts follow tags; a cast has an argument.
    unsafe {
        let mut node = without_relabels(node);
        while is_a(node, NodeTag::T_FuncExpr) {
            let call = &*node.cast::<pg_sys::FuncExpr>();
            if call.funcformat != pg_sys::CoercionForm::COERCE_IMPLICIT_CAST {
                break;
            }
            node = without_relabels(pg_sys::list_nth(call.args, 0).cast());
        }
        node
    }
}

/// `text` with an ellipsis for each `$n` that stands for the result of a subquery or a row of another table, and not for one
/// of the statement's `parameters`.
fn without_results(text: &str, parameters: &[i32]) -> String {
    let mut parts = text.split('$');
    let mut shown = parts.next().unwrap_or("").to_string();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        match number.parse() {
            Ok(number) if !parameters.contains(&number) => shown.push_str("(...)"),
            _ => shown.push_str(&format!("${number}")),
        }
        shown.push_str(rest);
    }
    shown
}

/// A C string of the server's as ours.
unsafe fn name(text: *const std::ffi::c_char) -> Option<String> {
    // SAFETY: null or terminated.
    unsafe { (!text.is_null()).then(|| CStr::from_ptr(text).to_string_lossy().into_owned()) }
}
