//! Takes real indexes out of a planning.
use pgrx::pg_sys;

/// Hides the indexes whose OIDs are in `hidden`.
///
/// A unique index stays in the list without its abilities: no path can be made of it, while the proofs that rest on it
/// (a join that meets one row at most, a left join that can go) still hold. What takes the place of a unique index
/// when it is really dropped is another one; without the proof, the two plans would differ for that reason alone.
/// ON CONFLICT finds its indexes in the relcache (infer_arbiter_indexes in src/backend/optimizer/util/plancat.c) and is
/// not touched.
///
/// # Safety
/// `rel` is being filled in by the running planning.
pub unsafe fn hide(rel: *mut pg_sys::RelOptInfo, hidden: &[u32]) {
    // SAFETY: a list of IndexOptInfo, rebuilt without the hidden ones; the nodes belong to this planning alone.
    unsafe {
        let mut kept = std::ptr::null_mut();
        for n in 0..pg_sys::list_length((*rel).indexlist) {
            let info = pg_sys::list_nth((*rel).indexlist, n).cast::<pg_sys::IndexOptInfo>();
            if hidden.contains(&(*info).indexoid.to_u32()) {
                if !(*info).unique {
                    continue;
                }
                disable(&mut *info);
            }
            kept = pg_sys::lappend(kept, info.cast());
        }
        (*rel).indexlist = kept;
    }
}

/// build_index_paths and generate_bitmap_or_paths (src/backend/optimizer/path/indxpath.c) ask for these abilities before
/// they make anything of an index, and get_actual_variable_range (selfuncs.c) reads the ends of b-trees only.
fn disable(info: &mut pg_sys::IndexOptInfo) {
    info.amhasgettuple = false;
    info.amhasgetbitmap = false;
    info.amcanparallel = false;
    info.relam = pg_sys::Oid::INVALID;
}
