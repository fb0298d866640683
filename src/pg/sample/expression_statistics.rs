//! Statistics of an expression, as ANALYZE would store them once an index on it exists.
//!
//! The values come from our sample; what to make of them is ANALYZE's own code (the type's typanalyze function and the
//! compute_stats that it chooses). compute_index_stats and update_attstats of src/backend/commands/analyze.c
//! (PostgreSQL 15) are static, so their sequence is repeated here.
use crate::pg::hypothetical::statistics;
use crate::pg::{compat, imported};
use pgrx::pg_sys::{self, Datum, Oid};
use pgrx::prelude::*;

/// A tuple of pg_statistic that no catalog holds.
#[derive(Debug)]
pub struct StatisticsTuple {
    /// The tuple, header and all; in words, because a header is aligned to 8 bytes.
    words: Vec<u64>,
    length: u32,
}

impl StatisticsTuple {
    /// A copy.
    ///
    /// # Safety
    /// `tuple` lives and is one of pg_statistic.
    pub unsafe fn of(tuple: pg_sys::HeapTuple) -> Self {
        // SAFETY: the caller's tuple lives, and t_len is its length.
        unsafe {
            let length = (*tuple).t_len as usize;
            let mut words = vec![0u64; length.div_ceil(8)];
            std::ptr::copy_nonoverlapping(
                (*tuple).t_data.cast::<u8>(),
                words.as_mut_ptr().cast::<u8>(),
                length,
            );
            StatisticsTuple { words, length: length as u32 }
        }
    }

    /// A tuple in the current memory context that points at this one's data; valid as long as `self`.
    pub fn as_heap_tuple(&self) -> pg_sys::HeapTuple {
        // SAFETY: palloc0 gives a valid all-zero structure; readers of statistics never write.
        unsafe {
            let tuple = pg_sys::palloc0(size_of::<pg_sys::HeapTupleData>()).cast::<pg_sys::HeapTupleData>();
            (*tuple).t_len = self.length;
            (*tuple).t_data = self.words.as_ptr().cast_mut().cast();
            tuple
        }
    }

    pub fn bytes(&self) -> usize {
        self.words.len() * 8
    }

    /// Of the order of values with that of rows, when that was computed.
    pub fn correlation(&self) -> Option<f64> {
        // SAFETY: the tuple lives as long as `self`.
        unsafe { statistics::correlation(self.as_heap_tuple()) }
    }
}

/// The sampled values of one expression.
pub struct Values {
    pub type_oid: Oid,
    pub typmod: i32,
    pub collation: Oid,
    length: i16,
    by_value: bool,
    values: Vec<Datum>,
    nulls: Vec<bool>,
    bytes: usize,
}

impl Values {
    pub fn new(type_oid: Oid, typmod: i32, collation: Oid) -> Self {
        let (mut length, mut by_value, mut alignment) = (0, false, 0);
        // SAFETY: a syscache look-up.
        unsafe { pg_sys::get_typlenbyvalalign(type_oid, &mut length, &mut by_value, &mut alignment) };
        Values {
            type_oid,
            typmod,
            collation,
            length,
            by_value,
            values: Vec::new(),
            nulls: Vec::new(),
            bytes: 0,
        }
    }

    /// Keeps a copy of `value` in the current memory context.
    ///
    /// # Safety
    /// `value` is of the expression's type.
    pub unsafe fn push(&mut self, value: Datum, null: bool) {
        // SAFETY: promised by the caller.
        let value = match null {
            true => Datum::from(0),
            false => unsafe { imported::datum_copy(value, self.by_value, self.length) },
        };
        if !null && !self.by_value {
            // SAFETY: the copy lives.
            self.bytes += unsafe { imported::datum_size(value, self.by_value, self.length) };
        }
        self.values.push(value);
        self.nulls.push(null);
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Mean number of bytes that neighbours have in common, of values of variable length in the order of their bytes.
    ///
    /// # Safety
    /// The values live.
    pub unsafe fn common_prefix(&self) -> Option<f64> {
        if self.length != -1 {
            return None;
        }
        let values = self.values.iter().zip(&self.nulls).filter(|(_, null)| !**null);
        let mut bytes: Vec<&[u8]> = values
            // SAFETY: promised by the caller; the values are varlenas.
            .map(|(value, _)| unsafe {
                pgrx::varlena_to_byte_slice(pg_sys::pg_detoast_datum_packed(value.cast_mut_ptr()))
            })
            .collect();
        bytes.sort_unstable();
        let pairs = bytes.windows(2);
        let shared: usize =
            pairs.map(|pair| pair[0].iter().zip(pair[1]).take_while(|(a, b)| a == b).count()).sum();
        (bytes.len() > 1).then(|| shared as f64 / (bytes.len() - 1) as f64)
    }

    /// What ANALYZE would store of these values when the index has `rows` entries; `None` when it would store nothing.
    /// `ordered` analyses them as values with an order, whatever the type's own analysis looks for.
    ///
    /// # Safety
    /// The values live in the current memory context.
    pub unsafe fn statistics(mut self, rows: f64, ordered: bool) -> Option<StatisticsTuple> {
        if self.values.is_empty() {
            return None;
        }
        // SAFETY: see the head of the file; the structures live in the current memory context.
        unsafe {
            let kind = pg_sys::SearchSysCacheCopy(
                pg_sys::SysCacheIdentifier::TYPEOID as i32,
                self.type_oid.into(),
                Datum::from(0),
                Datum::from(0),
                Datum::from(0),
            );
            if kind.is_null() {
                return None;
            }
            let stats = pg_sys::palloc0(size_of::<pg_sys::VacAttrStats>()).cast::<pg_sys::VacAttrStats>();
            (*stats).attrtypid = self.type_oid;
            (*stats).attrtypmod = self.typmod;
            (*stats).attrtype = pg_sys::GETSTRUCT(kind).cast();
            (*stats).attrcollid = self.collation;
            (*stats).anl_context = pg_sys::CurrentMemoryContext;
            compat::default_statistics_target(stats);
            for slot in 0..SLOTS {
                (*stats).statypid[slot] = self.type_oid;
                (*stats).statyplen[slot] = (*(*stats).attrtype).typlen;
                (*stats).statypbyval[slot] = (*(*stats).attrtype).typbyval;
                (*stats).statypalign[slot] = (*(*stats).attrtype).typalign;
            }
            let own = (*(*stats).attrtype).typanalyze;
            let willing = match own {
                _ if ordered => pg_sys::std_typanalyze(stats),
                Oid::INVALID => pg_sys::std_typanalyze(stats),
                own => pg_sys::OidFunctionCall1Coll(own, Oid::INVALID, Datum::from(stats)).value() != 0,
            };
            let compute = (*stats).compute_stats.filter(|_| willing)?;
            (*stats).exprvals = self.values.as_mut_ptr();
            (*stats).exprnulls = self.nulls.as_mut_ptr();
            (*stats).rowstride = 1;
            let count = self.values.len() as i32;
            pg_sys::ffi::pg_guard_ffi_boundary(|| compute(stats, Some(fetch), count, rows));
            (*stats).stats_valid.then(|| StatisticsTuple::of(form_tuple(&*stats)))
        }
    }
}

/// STATISTIC_NUM_SLOTS of src/include/catalog/pg_statistic.h.
const SLOTS: usize = 5;

#[pg_guard]
unsafe extern "C-unwind" fn fetch(
    stats: pg_sys::VacAttrStatsP,
    row: std::ffi::c_int,
    is_null: *mut bool,
) -> Datum {
    // SAFETY: compute_stats asks for rows below the number that it was given.
    unsafe {
        *is_null = *(*stats).exprnulls.add(row as usize);
        *(*stats).exprvals.add(row as usize)
    }
}

/// update_attstats of src/backend/commands/analyze.c.
unsafe fn form_tuple(stats: &pg_sys::VacAttrStats) -> pg_sys::HeapTuple {
    const FIXED: usize = 6;
    const COLUMNS: usize = FIXED + 5 * SLOTS;
    let mut values = [Datum::from(0); COLUMNS];
    let mut nulls = [false; COLUMNS];
    // starelid, staattnum and stainherit stay 0: nothing reads them of a tuple that a hook supplies.
    values[3] = Datum::from(stats.stanullfrac.to_bits());
    values[4] = Datum::from(stats.stawidth);
    values[5] = Datum::from(stats.stadistinct.to_bits());
    // SAFETY: compute_stats filled in as many numbers and values as it says.
    unsafe {
        for slot in 0..SLOTS {
            values[FIXED + slot] = Datum::from(stats.stakind[slot]);
            values[FIXED + SLOTS + slot] = Datum::from(stats.staop[slot]);
            values[FIXED + 2 * SLOTS + slot] = Datum::from(stats.stacoll[slot]);
            let numbers = FIXED + 3 * SLOTS + slot;
            match stats.numnumbers[slot] {
                0 => nulls[numbers] = true,
                count => {
                    let mut datums: Vec<Datum> = (0..count as usize)
                        .map(|n| Datum::from((*stats.stanumbers[slot].add(n)).to_bits()))
                        .collect();
                    let array = pg_sys::construct_array(
                        datums.as_mut_ptr(),
                        count,
                        pg_sys::FLOAT4OID,
                        4,
                        true,
                        b'i' as _,
                    );
                    values[numbers] = Datum::from(array);
                }
            }
            let kept = FIXED + 4 * SLOTS + slot;
            match stats.numvalues[slot] {
                0 => nulls[kept] = true,
                count => {
                    let array = pg_sys::construct_array(
                        stats.stavalues[slot],
                        count,
                        stats.statypid[slot],
                        i32::from(stats.statyplen[slot]),
                        stats.statypbyval[slot],
                        stats.statypalign[slot],
                    );
                    values[kept] = Datum::from(array);
                }
            }
        }
        let lock = pg_sys::AccessShareLock as pg_sys::LOCKMODE;
        let catalog = pg_sys::table_open(pg_sys::StatisticRelationId, lock);
        let tuple = pg_sys::heap_form_tuple((*catalog).rd_att, values.as_mut_ptr(), nulls.as_mut_ptr());
        pg_sys::table_close(catalog, lock);
        tuple
    }
}
