//! Query ids of texts that a session has seen, with whatever constants.
//!
//! Sessions repeat themselves: what followed a statement the last time is looked at first.
use super::fingerprint::fingerprint;
use super::template::Template;

/// Texts that are remembered, each in the one place that its fingerprint gives it; a power of two.
const PLACES: usize = 1024;

/// Bytes of a text that is kept for others to be compared with, and of all such texts.
const LONGEST: usize = 2048;
const MOST_BYTES: usize = 256 << 10;

#[derive(Debug)]
pub struct Recognised {
    places: Vec<Place>,
    last: usize,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Place {
    fingerprint: u64,
    /// 0 where there is none.
    id: i64,
    template: Option<Box<Template>>,
    /// The place of the text that came next.
    next: usize,
}

impl Default for Recognised {
    fn default() -> Self {
        Recognised { places: (0..PLACES).map(|_| Place::default()).collect(), last: 0, bytes: 0 }
    }
}

impl Recognised {
    /// The query id of `sql`, if it is known.
    pub fn id(&mut self, sql: &[u8]) -> Option<i64> {
        let expected = self.places[self.last].next;
        let place = &self.places[expected];
        if place.template.as_ref().is_some_and(|template| template.fits(sql)) {
            self.last = expected;
            return Some(place.id);
        }
        let fingerprint = fingerprint(sql)?;
        let at = fingerprint as usize % PLACES;
        let place = &self.places[at];
        if place.fingerprint != fingerprint || place.id == 0 {
            return None;
        }
        let id = place.id;
        self.goes_to(at);
        self.keep_text(at, sql);
        Some(id)
    }

    /// From now on `sql` is known to have that id.
    pub fn remember(&mut self, sql: &[u8], id: i64) {
        let Some(fingerprint) = fingerprint(sql) else { return };
        let at = fingerprint as usize % PLACES;
        self.forget_text(at);
        let place = &mut self.places[at];
        (place.fingerprint, place.id) = (fingerprint, id);
        self.goes_to(at);
    }

    fn goes_to(&mut self, at: usize) {
        self.places[self.last].next = at;
        self.last = at;
    }

    /// For texts that have come twice.
    fn keep_text(&mut self, at: usize, sql: &[u8]) {
        if self.places[at].template.is_some() || sql.len() > LONGEST {
            return;
        }
        let Some(template) = Template::of(sql) else { return };
        if self.bytes + template.bytes() > MOST_BYTES {
            (0..PLACES).for_each(|at| self.forget_text(at));
        }
        self.bytes += template.bytes();
        self.places[at].template = Some(Box::new(template));
    }

    fn forget_text(&mut self, at: usize) {
        self.bytes -= self.places[at].template.take().map_or(0, |template| template.bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a session does: asks, and remembers what was not known. Whether it was.
    fn knows(seen: &mut Recognised, sql: &str, id: i64) -> bool {
        match seen.id(sql.as_bytes()) {
            Some(known) => {
                assert_eq!(known, id, "{sql}");
                true
            }
            None => {
                seen.remember(sql.as_bytes(), id);
                false
            }
        }
    }

    #[test]
    fn texts_keep_their_ids_in_any_order() {
        let mut seen = Recognised::default();
        let mut unknown = 0;
        for round in 0..40_i64 {
            for n in 0..7 {
                // Each round in another order.
                let number = n * (round % 6 + 1) % 7;
                let sql = format!("SELECT a{number} FROM t WHERE b = {round} AND c = '{n}'");
                unknown += usize::from(!knows(&mut seen, &sql, 100 + number));
            }
        }
        assert_eq!(unknown, 7);
        assert_eq!(seen.places.iter().filter(|place| place.template.is_some()).count(), 7);
    }

    #[test]
    fn comments_and_uncertain_texts_are_no_obstacle() {
        let mut seen = Recognised::default();
        assert!(!knows(&mut seen, "SELECT 1 /* 1 */", 1));
        assert!(knows(&mut seen, "SELECT 1 /* 2 */", 1));
        assert!(knows(&mut seen, "SELECT 1 /* 3 */", 1));
        assert!(!knows(&mut seen, "SELECT $$a$$", 2));
        assert!(!knows(&mut seen, "SELECT $$a$$", 2));
    }

    #[test]
    fn memory_is_bounded() {
        let mut seen = Recognised::default();
        for round in 0..3 {
            for n in 0..2000_i64 {
                let sql = format!("SELECT a{n}, '{round}' FROM {}", "t".repeat(n as usize % 1500));
                knows(&mut seen, &sql, n + 1);
                let held = seen.places.iter().filter_map(|place| place.template.as_ref());
                assert_eq!(held.map(|template| template.bytes()).sum::<usize>(), seen.bytes);
                assert!(seen.bytes <= MOST_BYTES);
            }
        }
        assert!(seen.bytes > 0);
    }
}
