//! What outcomes have in common: told once, then shared.

use super::figures;
use super::{Column, Figure, Ids};
use crate::benefit::{self, Assumed};
use crate::policy::{self, Entry, Ruling, State};
use crate::words::Locale;
use std::cell::RefCell;
use std::ptr;
use std::rc::Rc;

/// What was told before, by what it was told of. What it points to stays as long as this does.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    figures: Shelf<FigureKey, Rc<Figure>>,
    columns: Shelf<ColumnsKey, Rc<[Column]>>,
    lists: Shelf<Vec<*const str>, Ids>,
}

type Shelf<K, T> = RefCell<Vec<(K, T)>>;

/// One way in which a figure of a pack can be told.
#[derive(Clone, Debug, PartialEq)]
struct FigureKey {
    figure: *const policy::Figure,
    entry: Option<*const Entry>,
    state: State,
    locale: *const Locale,
}

/// The columns of a table that say something.
#[derive(Clone, Debug, PartialEq)]
struct ColumnsKey {
    table: *const benefit::Table,
    shown: Vec<usize>,
    locale: *const Locale,
}

/// There are a few dozen for each benefit; whoever asks about all of them starts anew now and then.
const MOST: usize = 200;

/// What was kept of that key; where nothing was, what is told now.
fn kept<K: PartialEq, T: Clone>(shelf: &Shelf<K, T>, key: K, tell: impl FnOnce() -> T) -> T {
    let before = shelf.borrow();
    if let Some((_, before)) = before.iter().find(|(before, _)| *before == key) {
        return before.clone();
    }
    drop(before);
    let told = tell();
    let mut shelf = shelf.borrow_mut();
    if shelf.len() >= MOST {
        shelf.clear();
    }
    shelf.push((key, told.clone()));
    told
}

impl Told {
    /// A figure of a pack, in a language.
    pub fn figure(&self, ruling: &Ruling, locale: &Locale) -> Rc<Figure> {
        let key = FigureKey {
            figure: ruling.figure,
            entry: ruling.reading.entry.map(ptr::from_ref),
            state: ruling.reading.state,
            locale,
        };
        kept(&self.figures, key, || {
            Rc::new(figures::figure(ruling, locale))
        })
    }

    /// The columns of a table that say something, by their places.
    pub fn columns(
        &self,
        table: &benefit::Table,
        shown: &[usize],
        locale: &Locale,
        tell: impl FnOnce() -> Rc<[Column]>,
    ) -> Rc<[Column]> {
        let shown = shown.to_vec();
        let key = ColumnsKey {
            table,
            shown,
            locale,
        };
        kept(&self.columns, key, tell)
    }

    /// Ids as they are.
    pub fn list(&self, ids: &[&'static str]) -> Ids {
        let key = ids.iter().map(|id| ptr::from_ref(*id)).collect();
        kept(&self.lists, key, || ids.into())
    }

    /// The ids of figures, sorted, each once.
    pub fn ids(&self, read: &[Assumed]) -> Ids {
        let ids = read.iter().map(|(_, id, _)| *id);
        // Of figures only one is ever told as a list, which is the same either way.
        let key = ids.clone().map(ptr::from_ref).collect();
        kept(&self.lists, key, || {
            let mut ids: Vec<&'static str> = ids.collect();
            ids.sort_unstable();
            ids.dedup();
            ids.into()
        })
    }
}
