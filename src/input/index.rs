//! Texts found by their hash.

/// Where each of many different texts stands, such as the ids of figures: asked for thousands of times,
/// and most of them begin alike.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Positions from 1, each at the first free slot from its hash on; 0 for none. At least as many are
    /// free as are taken.
    slots: Vec<u32>,
}

impl Index {
    /// The index of so many texts.
    pub fn new<'t>(count: usize, text: impl Fn(usize) -> &'t str) -> Index {
        let mut slots = vec![0; (2 * count).next_power_of_two()];
        for (at, position) in (0..count).zip(1..) {
            let free = order(text(at), slots.len()).find(|slot| slots[*slot] == 0);
            if let Some(free) = free {
                slots[free] = position;
            }
        }
        Index { slots }
    }

    /// The position of a text; `text` gives the one at a position.
    pub fn find<'t>(&self, wanted: &str, text: impl Fn(usize) -> &'t str) -> Option<usize> {
        for slot in order(wanted, self.slots.len()) {
            let position = self.slots[slot].checked_sub(1)? as usize;
            if text(position) == wanted {
                return Some(position);
            }
        }
        None
    }
}

/// The slots in which a text may stand, of a power of two. Most texts begin alike and few end alike: the
/// hash is of the length and the last sixteen bytes.
fn order(text: &str, slots: usize) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mix =
        |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut hash = mix(0, bytes.len() as u64);
    match bytes.last_chunk::<16>() {
        Some(last) => {
            let both = u128::from_le_bytes(*last);
            hash = mix(mix(hash, both as u64), (both >> 64) as u64);
        }
        None => {
            for byte in bytes {
                hash = mix(hash, u64::from(*byte));
            }
        }
    }
    let first = (hash >> 32) as usize;
    (0..slots).map(move |more| first.wrapping_add(more) & (slots - 1))
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn finds_every_text_and_no_other() {
        let texts: Vec<String> = (0..500).map(|at| format!("startup-loan.{at}")).collect();
        let text = |at: usize| texts[at].as_str();
        let index = Index::new(texts.len(), text);
        for (at, wanted) in texts.iter().enumerate() {
            assert_eq!(index.find(wanted, text), Some(at));
        }
        assert_eq!(index.find("startup-loan.500", text), None);
        assert_eq!(Index::new(0, text).find("", text), None);
        assert_eq!(Index::default().find("", text), None);
    }
}
