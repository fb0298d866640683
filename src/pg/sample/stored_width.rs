//! How wide a GiST or SP-GiST operator class stores a value.
use super::Wanted;
use pgrx::pg_sys::{self, Datum, Oid};

pub struct StoredWidth {
    compress: Option<pg_sys::FmgrInfo>,
    collation: Oid,
    length: i16,
    total: f64,
    squares: f64,
    rows: f64,
    nulls: f64,
}

impl StoredWidth {
    /// # Safety
    /// `wanted` is of a GiST operator class.
    pub unsafe fn new(wanted: &Wanted) -> Self {
        /// GIST_COMPRESS_PROC of src/include/access/gist.h.
        const COMPRESS: i16 = 3;
        let (mut length, mut by_value, mut alignment) = (0, false, 0);
        // SAFETY: syscache look-ups; the function, if there is one, is a compress function.
        unsafe {
            pg_sys::get_typlenbyvalalign(wanted.stored_type, &mut length, &mut by_value, &mut alignment);
            let function =
                pg_sys::get_opfamily_proc(wanted.family, wanted.input_type, wanted.input_type, COMPRESS);
            let compress = (function != Oid::INVALID).then(|| {
                let mut info = pg_sys::FmgrInfo::default();
                pg_sys::fmgr_info(function, &mut info);
                info
            });
            StoredWidth {
                compress,
                collation: wanted.collation,
                length,
                total: 0.0,
                squares: 0.0,
                rows: 0.0,
                nulls: 0.0,
            }
        }
    }

    /// # Safety
    /// `value` is of the indexed type; the current memory context is that of the row.
    pub unsafe fn push(&mut self, value: Datum, null: bool) {
        self.rows += 1.0;
        if null {
            self.nulls += 1.0;
            return;
        }
        // SAFETY: gistCompressValues of src/backend/access/gist/gistutil.c; no compress function looks at rel or page.
        unsafe {
            let mut entry = pg_sys::GISTENTRY {
                key: value,
                rel: std::ptr::null_mut(),
                page: std::ptr::null_mut(),
                offset: 0,
                leafkey: true,
            };
            let mut stored = value;
            if let Some(compress) = &mut self.compress {
                let argument = Datum::from(std::ptr::from_mut(&mut entry));
                let answer = pg_sys::FunctionCall1Coll(compress, self.collation, argument)
                    .cast_mut_ptr::<pg_sys::GISTENTRY>();
                if !answer.is_null() {
                    stored = (*answer).key;
                }
            }
            let bytes = match self.length {
                -1 => in_index(pg_sys::pg_detoast_datum_packed(stored.cast_mut_ptr())),
                length => f64::from(length.max(1)),
            };
            self.total += bytes;
            self.squares += bytes * bytes;
        }
    }

    /// Mean bytes of a non-null value, and their standard deviation.
    pub fn finish(self) -> Option<(f64, f64)> {
        let values = self.rows - self.nulls;
        let mean = self.total / values;
        (values > 0.0).then(|| (mean, (self.squares / values - mean * mean).max(0.0).sqrt()))
    }
}

/// Bytes in an index tuple, which stores a value of up to 126 bytes with a header of one byte instead of four. A value
/// that comes from the heap as it is has the short header already.
unsafe fn in_index(value: *const pg_sys::varlena) -> f64 {
    // SAFETY: the caller's value is not compressed or stored elsewhere.
    let (bytes, is_short) =
        unsafe { (pgrx::varlena::varsize_any(value), pgrx::varlena::varatt_is_1b(value)) };
    match bytes {
        4..=130 if !is_short => bytes as f64 - 3.0,
        bytes => bytes as f64,
    }
}
