//! What goes into shared memory: a statement that is new, and what a close look at an execution has found.
use super::constants;
use super::counting;
use super::execution;
use super::local::{self, Identity, Known};
use super::memory;
use super::parsed::{type_name, Parsed};
use super::relations::{are_private, exclusion, relations};
use crate::pg::process_local::ProcessLocal;
use crate::settings::{self, Constants};
use dbarch_core::capture::backlog::Place;
use dbarch_core::capture::scans::{merge, Scan};
use dbarch_core::capture::schedule::{self, Schedule};
use dbarch_core::capture::statement::Facts;
use dbarch_core::capture::table::{Key, Shared};
use dbarch_core::model::parameters::Constant;
use pgrx::pg_sys;
use std::cell::Cell;
use std::ffi::CStr;
use std::rc::Rc;

/// Whether this session has met a statement.
static MET: ProcessLocal<Cell<bool>> = ProcessLocal::new(Cell::new(false));

/// Bytes of a text that is kept with its constants; longer ones lose them, and those that are longer still are lost.
const LONGEST_TEXT: usize = 16 << 10;

/// Bytes of a constant that is kept, `None` if none are.
pub fn longest_constant() -> Option<usize> {
    let longest = usize::try_from(settings::CAPTURE_CONSTANT_SIZE.get()).unwrap_or(0);
    (settings::CAPTURE_CONSTANTS.get() == Constants::On).then_some(longest)
}

fn key(identity: Identity) -> Key {
    // SAFETY: a plain variable of this process.
    let database = unsafe { pg_sys::MyDatabaseId }.to_u32();
    Key { query_id: identity.query_id, database, role: identity.role }
}

/// Finds the statement of an execution, or adds it.
///
/// # Safety
/// Called before `query` is started.
pub unsafe fn arrive(query: *mut pg_sys::QueryDesc, identity: Identity) -> Known {
    // SAFETY: promised by the caller.
    unsafe {
        let key = key(identity);
        // How often the statements of others have run is known only when what they count was added.
        if !MET.replace(true) {
            counting::settle_all();
        }
        let rate = settings::CAPTURE_SAMPLE_RATE.get();
        let found = memory::with_shared(|shared| {
            let place = shared.find(&key)?;
            Some((place, shared.slot(place)?.counters.load().calls))
        });
        if let Some(Some((place, calls))) = found {
            return Known::Kept(place, Schedule::after(calls, rate, local::random()));
        }
        let relations = relations((*query).plannedstmt);
        let parsed = local::parsed(identity).unwrap_or_else(|| Rc::new(execution::unseen(query)));
        let sql = parsed.text.plannable(true);
        if let Some(why) = exclusion(sql.as_deref().unwrap_or_default(), &relations) {
            return Known::Excluded(why);
        }
        let facts = facts(&parsed, relations);
        let Ok(bytes) = serde_json::to_vec(&facts) else { return Known::Refused };
        let now = pg_sys::GetCurrentStatementStartTimestamp();
        let place = memory::with_table(|table| {
            let there = table.shared().find(&key);
            there.or_else(|| table.insert(key, &bytes, now))
        });
        match place.flatten() {
            Some(place) => Known::Kept(place, Schedule::after(0, rate, local::random())),
            None => Known::Refused,
        }
    }
}

/// # Safety
/// Call inside a transaction.
unsafe fn facts(parsed: &Parsed, relations: Vec<dbarch_core::capture::statement::Relation>) -> Facts {
    // SAFETY: promised by the caller.
    unsafe {
        let private = settings::CAPTURE_CONSTANTS.get() != Constants::On || are_private(&relations);
        let fits = |text: &String| text.len() <= LONGEST_TEXT;
        let whole = parsed.text.plannable(true).ok().filter(fits).filter(|_| !private);
        let masked = whole.is_none();
        let text = match whole {
            Some(text) => Ok(text),
            // A text whose analysis was not seen has constants, or not, nobody knows where.
            None if private && parsed.literals.is_none() => {
                Err("constants are private, and it may have some")
            }
            None => parsed.text.plannable(false).and_then(|text| {
                if fits(&text) {
                    Ok(text)
                } else {
                    Err("its text is longer than 16 kB")
                }
            }),
        };
        let parameters =
            parsed.parameters.keys().last().map_or(0, |last| usize::try_from(*last).unwrap_or(0));
        let mut types = vec![String::new(); parameters];
        for (number, type_) in &parsed.parameters {
            if let Some(slot) = usize::try_from(*number - 1).ok().and_then(|slot| types.get_mut(slot)) {
                *slot = type_name(*type_);
            }
        }
        if settings::CAPTURE_CONSTANTS.get() == Constants::Off {
            types.clear();
        } else {
            types.extend(parsed.literals.iter().flatten().map(|(type_, _)| type_name(*type_)));
        }
        let path = CStr::from_ptr(pg_sys::namespace_search_path).to_string_lossy().into_owned();
        Facts {
            lost: text.as_ref().err().map(|reason| (*reason).to_string()),
            sql: text.unwrap_or_default(),
            masked,
            search_path: path,
            relations,
            parameters,
            types,
        }
    }
}

fn facts_of(shared: Shared<'_>, place: Place) -> Option<Facts> {
    serde_json::from_slice(&shared.read(shared.slot(place)?.facts)).ok()
}

/// Gives the constants of an execution their chance to be kept.
///
/// # Safety
/// Called before `query` is started.
pub unsafe fn keep_constants(
    query: *const pg_sys::QueryDesc,
    parsed: Option<&Parsed>,
    place: Place,
    weight: u64,
) {
    // SAFETY: promised by the caller.
    unsafe {
        // Settings cannot be changed there, and so values not be printed for all sessions alike.
        let Some(longest) = longest_constant().filter(|_| !pg_sys::IsInParallelMode()) else { return };
        let known = memory::with_shared(|shared| {
            let slot = shared.slot(place)?;
            let kept = slot.vectors.iter().filter(|vector| !vector.is_empty()).count();
            let calls = slot.counters.load().calls;
            let at = schedule::place(kept as u64, weight, calls.max(weight), local::random())?;
            Some((at, facts_of(shared, place)?))
        });
        let Some(Some((at, facts))) = known else { return };
        if facts.masked || facts.types.is_empty() || are_private(&facts.relations) {
            return;
        }
        let _plain = constants::plain_settings();
        let mut vector: Vec<Constant> = (1..)
            .zip(&facts.types[..facts.parameters])
            .map(|(number, type_)| {
                let wanted = !type_.is_empty();
                let found = wanted.then(|| constants::parameter((*query).params, number, longest)).flatten();
                found.map(|(_, constant)| constant).unwrap_or_default()
            })
            .collect();
        let literals = facts.types.len() - facts.parameters;
        match parsed.and_then(|parsed| parsed.literals.as_ref()).filter(|known| known.len() == literals) {
            Some(known) => vector.extend(known.iter().map(|(_, constant)| constant.clone())),
            None => vector.resize(facts.types.len(), Constant::Unknown),
        }
        if vector.iter().all(|constant| *constant == Constant::Unknown) {
            return;
        }
        let Ok(bytes) = serde_json::to_vec(&vector) else { return };
        // A vector of many constants may be as long as the text.
        if bytes.len() > longest.max(LONGEST_TEXT) {
            return;
        }
        memory::with_table(|table| table.replace(place, &bytes, |slot| slot.vectors.get_mut(at)));
    }
}

pub fn keep_scans(place: Place, seen: Vec<Scan>) {
    if seen.is_empty() {
        return;
    }
    memory::with_table(|table| {
        let shared = table.shared();
        let Some(slot) = shared.slot(place) else { return };
        let mut scans: Vec<Scan> = serde_json::from_slice(&shared.read(slot.scans)).unwrap_or_default();
        merge(&mut scans, seen);
        if let Ok(bytes) = serde_json::to_vec(&scans) {
            table.replace(place, &bytes, |slot| Some(&mut slot.scans));
        }
    });
}
