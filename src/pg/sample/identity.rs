//! What tells values apart: their bytes.
use pgrx::pg_sys::{self, Datum};
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;

/// A hash of the value's bytes, and how many of them an index tuple stores.
///
/// # Safety
/// `key` is a value of a type that is passed in this way; what is detoasted goes into the current memory context.
pub unsafe fn identity(key: Datum, by_value: bool, length: i16) -> (u64, u32) {
    let mut hasher = DefaultHasher::new();
    if by_value {
        hasher.write_usize(key.value());
        return (hasher.finish(), length.max(1) as u32);
    }
    // SAFETY: the key is a value of its type: a varlena, a C string, or `length` bytes.
    let bytes = unsafe {
        match length {
            -1 => {
                let value = pg_sys::pg_detoast_datum_packed(key.cast_mut_ptr());
                pgrx::varlena_to_byte_slice(value)
            }
            -2 => std::ffi::CStr::from_ptr(key.cast_mut_ptr()).to_bytes_with_nul(),
            length => std::slice::from_raw_parts(key.cast_mut_ptr::<u8>(), length as usize),
        }
    };
    hasher.write(bytes);
    // Stored with a header of one byte, or of four (VARATT_CAN_MAKE_SHORT).
    let header = match (length, bytes.len()) {
        (-1, 0..=126) => 1,
        (-1, _) => 4,
        _ => 0,
    };
    (hasher.finish(), (bytes.len() + header) as u32)
}
