//! The values that an index would take from a row: columns, expressions, and whether its predicate lets the row in.
use pgrx::pg_sys::{self, Datum};

/// INDEX_MAX_KEYS of src/include/pg_config_manual.h.
const MAX_COLUMNS: usize = 32;

/// What `IndexInfo` has to know of an index that does not exist.
pub struct Shape<'a> {
    /// Attribute numbers, 0 for an expression.
    pub attributes: &'a [i16],
    /// Over varno 1.
    pub expressions: *mut pg_sys::List,
    pub predicate: *mut pg_sys::List,
}

pub struct IndexValues {
    state: *mut pg_sys::EState,
    context: *mut pg_sys::ExprContext,
    info: *mut pg_sys::IndexInfo,
    predicate: *mut pg_sys::ExprState,
    columns: usize,
    values: [Datum; MAX_COLUMNS],
    nulls: [bool; MAX_COLUMNS],
}

impl IndexValues {
    /// # Safety
    /// The lists of `shape` live in the current memory context.
    pub unsafe fn new(shape: &Shape<'_>) -> Self {
        // SAFETY: the sequence of compute_index_stats (src/backend/commands/analyze.c, PostgreSQL 15). makeIndexInfo
        // differs between majors; an all-zero node with these fields is what FormIndexDatum reads.
        unsafe {
            let info = pg_sys::palloc0(size_of::<pg_sys::IndexInfo>()).cast::<pg_sys::IndexInfo>();
            (*info).type_ = pg_sys::NodeTag::T_IndexInfo;
            (*info).ii_NumIndexAttrs = shape.attributes.len() as i32;
            (*info).ii_NumIndexKeyAttrs = shape.attributes.len() as i32;
            let attributes = &mut (*info).ii_IndexAttrNumbers;
            attributes[..shape.attributes.len()].copy_from_slice(shape.attributes);
            (*info).ii_Expressions = shape.expressions;
            let state = pg_sys::CreateExecutorState();
            let context = pg_sys::MakePerTupleExprContext(state);
            let predicate = pg_sys::ExecPrepareQual(shape.predicate, state);
            IndexValues {
                state,
                context,
                info,
                predicate,
                columns: shape.attributes.len(),
                values: [Datum::from(0); MAX_COLUMNS],
                nulls: [true; MAX_COLUMNS],
            }
        }
    }

    /// Values and null flags of the row in `slot`, valid until the next call; `None` when the predicate excludes it.
    ///
    /// # Safety
    /// `slot` holds a row of the table.
    pub unsafe fn of_row(&mut self, slot: *mut pg_sys::TupleTableSlot) -> Option<(&[Datum], &[bool])> {
        // SAFETY: the executor state is ours, and its per-tuple memory is emptied before each row.
        unsafe {
            pg_sys::MemoryContextReset((*self.context).ecxt_per_tuple_memory);
            (*self.context).ecxt_scantuple = slot;
            if !self.is_let_in() {
                return None;
            }
            pg_sys::FormIndexDatum(
                self.info,
                slot,
                self.state,
                self.values.as_mut_ptr(),
                self.nulls.as_mut_ptr(),
            );
            Some((&self.values[..self.columns], &self.nulls[..self.columns]))
        }
    }

    /// Memory that is emptied with the next row.
    pub fn row_memory(&self) -> pg_sys::MemoryContext {
        // SAFETY: the context lives as long as the state.
        unsafe { (*self.context).ecxt_per_tuple_memory }
    }

    /// ExecQual of src/include/executor/executor.h, which is inline there.
    unsafe fn is_let_in(&self) -> bool {
        if self.predicate.is_null() {
            return true;
        }
        // SAFETY: ExecPrepareQual made the state for this executor state.
        unsafe {
            let before = pg_sys::MemoryContextSwitchTo(self.row_memory());
            let mut null = false;
            let answer = pg_sys::ffi::pg_guard_ffi_boundary(|| {
                (*self.predicate).evalfunc.map(|eval| eval(self.predicate, self.context, &mut null))
            });
            pg_sys::MemoryContextSwitchTo(before);
            answer.is_some_and(|datum| datum.value() != 0)
        }
    }

    /// # Safety
    /// Nothing of this state is in use any more.
    pub unsafe fn end(self) {
        // SAFETY: the state is ours.
        unsafe { pg_sys::FreeExecutorState(self.state) }
    }
}
