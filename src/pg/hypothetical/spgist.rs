//! What an SP-GiST operator class says of itself.
use pgrx::pg_sys::{self, Oid};

/// spgConfigIn of src/include/access/spgist.h, which pgrx does not bind.
#[repr(C)]
struct ConfigurationRequest {
    attribute_type: Oid,
}

/// spgConfigOut of src/include/access/spgist.h, the same in PostgreSQL 14 to 18.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Configuration {
    pub prefix_type: Oid,
    pub label_type: Oid,
    pub leaf_type: Oid,
    pub can_return_data: bool,
    pub long_values_ok: bool,
}

/// # Safety
/// `family` and `input_type` are those of an SP-GiST operator class.
pub unsafe fn configuration(family: Oid, input_type: Oid, type_oid: Oid) -> Configuration {
    /// SPGIST_CONFIG_PROC of src/include/access/spgist.h.
    const CONFIGURE: i16 = 1;
    let mut request = ConfigurationRequest { attribute_type: type_oid };
    let mut answer = Configuration {
        prefix_type: Oid::INVALID,
        label_type: Oid::INVALID,
        leaf_type: Oid::INVALID,
        can_return_data: false,
        long_values_ok: false,
    };
    // SAFETY: every SP-GiST operator class has this function, which reads the one structure and fills in the other.
    unsafe {
        let function = pg_sys::get_opfamily_proc(family, input_type, input_type, CONFIGURE);
        if function != Oid::INVALID {
            pg_sys::OidFunctionCall2Coll(
                function,
                Oid::INVALID,
                pg_sys::Datum::from(std::ptr::from_mut(&mut request)),
                pg_sys::Datum::from(std::ptr::from_mut(&mut answer)),
            );
        }
    }
    answer
}
