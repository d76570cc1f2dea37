//! The packs together, read on one day: national, then city, then bank.

use super::{Date, Figure, Layer, Pack, Reading};
use std::rc::Rc;

/// Whose rules a question is asked under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The national rules alone.
    China,
    /// Beijing's rules, and the national ones where Beijing has none of its own.
    Beijing,
}

impl Place {
    fn id(self) -> &'static str {
        match self {
            Place::China => "china",
            Place::Beijing => "beijing",
        }
    }
}

/// The packs, asked on one day.
#[derive(Clone, Copy, Debug)]
pub struct Rulebook<'a> {
    packs: &'a [Rc<Pack>],
    /// The day on which the rules must hold.
    pub on: Date,
    /// The day by which they must have been public; everything counts when `None`.
    pub as_known_on: Option<Date>,
}

/// How one figure reads, and in which layer.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The pack it was read from.
    pub pack: &'a Pack,
    /// How it reads.
    pub reading: Reading<'a>,
}

impl<'a> Rulebook<'a> {
    /// The rules of `packs` on the day `on`, as they were public on `as_known_on`.
    pub fn new(packs: &'a [Rc<Pack>], on: Date, as_known_on: Option<Date>) -> Rulebook<'a> {
        Rulebook {
            packs,
            on,
            as_known_on,
        }
    }

    /// The same packs, asked on another day.
    pub fn at(self, on: Date) -> Rulebook<'a> {
        Rulebook { on, ..self }
    }

    /// The packs in use.
    pub fn packs(&self) -> &'a [Rc<Pack>] {
        self.packs
    }

    /// What a figure is called, whoever has it.
    pub fn name(&self, id: &str, lang: &str) -> Option<&'a str> {
        let figure = self.packs.iter().find_map(|pack| pack.figure(id))?;
        Some(figure.text(lang))
    }

    /// A figure in a place, from the innermost layer that has it: bank, else city, else national;
    /// of several packs in one layer, the one that was added last. A layer that has the figure
    /// answers for every day, but one that had not yet spoken on `as_known_on` is not asked: what
    /// is published later changes no answer of before. `None` when no layer has it.
    pub fn ruling(&self, place: Place, id: &str) -> Option<Ruling<'a>> {
        let holds = |pack: &&'a Rc<Pack>| match pack.layer {
            Layer::National | Layer::Bank => true,
            Layer::City => pack.place() == place.id(),
        };
        let found = self.packs.iter().filter(holds).filter_map(|pack| {
            let figure = pack.figure(id)?;
            figure.public(self.as_known_on).next()?;
            Some((pack.as_ref(), figure))
        });
        let (pack, figure) = found.max_by_key(|(pack, ..)| pack.layer)?;
        let reading = figure.reading(self.on, self.as_known_on);
        Some(Ruling {
            figure,
            pack,
            reading,
        })
    }
}
