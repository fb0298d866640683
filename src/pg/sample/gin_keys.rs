//! The keys that a GIN operator class makes of sampled values.
use super::identity::identity;
use super::Wanted;
use pgrx::pg_sys::{self, Datum, Oid};
use std::collections::hash_map::Entry;
use std::collections::HashMap;

/// Keys that are told apart; a sample that has more is cut short.
const MOST_KEYS: usize = 2_000_000;

/// How often each key occurs.
#[derive(Debug, Default, Clone)]
pub struct SampledKeys {
    /// (rows that hold the key, bytes of the key): number of such keys.
    pub groups: HashMap<(u32, u32), u32>,
    pub rows: f64,
    pub null_rows: f64,
    pub empty_rows: f64,
}

pub struct GinKeys {
    extract: pg_sys::FmgrInfo,
    collation: Oid,
    length: i16,
    by_value: bool,
    keys: HashMap<u64, (u32, u32)>,
    row: Vec<(u64, u32)>,
    rows: f64,
    null_rows: f64,
    empty_rows: f64,
}

impl GinKeys {
    /// # Safety
    /// `wanted` is of a GIN operator class.
    pub unsafe fn new(wanted: &Wanted) -> Self {
        /// GIN_EXTRACTVALUE_PROC of src/include/access/gin.h.
        const EXTRACT_VALUE: i16 = 2;
        let (mut length, mut by_value, mut alignment) = (0, false, 0);
        let mut extract = pg_sys::FmgrInfo::default();
        // SAFETY: every GIN operator class has this function.
        unsafe {
            pg_sys::get_typlenbyvalalign(wanted.stored_type, &mut length, &mut by_value, &mut alignment);
            let function =
                pg_sys::get_opfamily_proc(wanted.family, wanted.input_type, wanted.input_type, EXTRACT_VALUE);
            pg_sys::fmgr_info(function, &mut extract);
        }
        GinKeys {
            extract,
            collation: wanted.collation,
            length,
            by_value,
            keys: HashMap::new(),
            row: Vec::new(),
            rows: 0.0,
            null_rows: 0.0,
            empty_rows: 0.0,
        }
    }

    pub fn is_full(&self) -> bool {
        self.keys.len() >= MOST_KEYS
    }

    /// # Safety
    /// `value` is of the indexed type; the current memory context is that of the row.
    pub unsafe fn push(&mut self, value: Datum, null: bool) {
        self.rows += 1.0;
        if null {
            self.null_rows += 1.0;
            return;
        }
        // SAFETY: ginExtractEntries of src/backend/access/gin/ginutil.c.
        unsafe {
            let (mut count, mut flags) = (0i32, std::ptr::null_mut::<bool>());
            let collation = match self.collation {
                Oid::INVALID => pg_sys::DEFAULT_COLLATION_OID,
                collation => collation,
            };
            let keys = pg_sys::FunctionCall3Coll(
                &mut self.extract,
                collation,
                value,
                Datum::from(std::ptr::from_mut(&mut count)),
                Datum::from(std::ptr::from_mut(&mut flags)),
            )
            .cast_mut_ptr::<Datum>();
            if keys.is_null() || count <= 0 {
                self.empty_rows += 1.0;
                return;
            }
            self.row.clear();
            for n in 0..count as usize {
                if !flags.is_null() && *flags.add(n) {
                    self.row.push((0, 0));
                } else {
                    self.row.push(identity(*keys.add(n), self.by_value, self.length));
                }
            }
        }
        self.row.sort_unstable();
        self.row.dedup_by_key(|(identity, _)| *identity);
        for (identity, width) in &self.row {
            match self.keys.entry(*identity) {
                Entry::Occupied(mut known) => known.get_mut().0 += 1,
                Entry::Vacant(new) => {
                    new.insert((1, *width));
                }
            }
        }
    }

    pub fn finish(self) -> SampledKeys {
        let mut groups = HashMap::new();
        for key in self.keys.into_values() {
            *groups.entry(key).or_insert(0) += 1;
        }
        SampledKeys { groups, rows: self.rows, null_rows: self.null_rows, empty_rows: self.empty_rows }
    }
}
