//! The table of the desk as CSV: the questions, what came out and what must hold, a column for each case.

use super::super::element::Elements;
use super::super::{take_away, typed};
use super::Shown;
use super::form::Line;
use super::results::Told;
use crate::benefit::Kind;
use crate::input::Json;

impl Shown<'_> {
    /// The button, and once it was pressed the file, which link.js takes from there.
    pub(super) fn to_take(&self, out: &mut Elements) {
        out.open("");
        let there = self.outcomes.iter().all(Option::is_some);
        if there && matches!(self.page.sharing(), Json::Object(_)) {
            out.words(
                "button.quiet|type=button|data-do=tell share file board",
                "desk.file",
            );
            self.page.made(out, |_| self.file());
        }
        out.close();
    }

    fn file(&self) -> String {
        let word = |key: &str| self.page.words.word(key).to_string();
        let mut heads = vec![word("workbook.what"), word("workbook.unit")];
        heads.extend((0..self.count()).map(|at| self.name(at)));
        let unit = |unit: &str| word(&["workbook.unit.", unit].concat());
        let mut rows = Vec::new();
        for line in self.lines() {
            let of = match line.own.kind {
                Kind::Number { unit: of, .. } => unit(of.id()),
                _ => String::new(),
            };
            let mut row = vec![line.text.clone(), of];
            row.extend((0..self.count()).map(|at| self.answered(&line, at)));
            rows.push(row);
        }
        rows.extend(self.headlines().iter().map(in_words));
        for line in self.amounts() {
            let found: Vec<_> = (0..self.count())
                .map(|at| self.amount(at, &line.id))
                .collect();
            let of = found.iter().flatten().next();
            let of = of.map_or(String::new(), |amount| unit(amount.unit));
            let ends = |high: bool| {
                let cells = found.iter().map(|amount| {
                    amount.map_or(String::new(), |amount| match high {
                        true => amount.high.clone(),
                        false => amount.low.clone(),
                    })
                });
                cells.collect::<Vec<_>>()
            };
            let (low, high) = (ends(false), ends(true));
            if low == high {
                rows.push([vec![line.text, of], low].concat());
                continue;
            }
            for (end, cells) in [("workbook.least", low), ("workbook.most", high)] {
                let name = [&line.text, " ", &*word(end)].concat();
                rows.push([vec![name, of.clone()], cells].concat());
            }
        }
        rows.extend(self.conditions().iter().map(in_words));
        take_away::lines(heads, rows)
    }

    /// An answer: a number as it is worked with, anything else in words.
    fn answered(&self, line: &Line, at: usize) -> String {
        if let Kind::Number { unit, .. } = line.own.kind
            && self.columns.is_asked(self.benefit, line.own, at, line.row)
            && let Some(number) = typed::number(self.columns.text(at, &line.field), unit.id())
        {
            return number.to_string();
        }
        self.answer(line, at)
    }
}

fn in_words(line: &Told) -> Vec<String> {
    let mut row = vec![line.text.clone(), String::new()];
    let cells = line.cells.iter();
    row.extend(cells.map(|cell| [&*cell.text, " ", &cell.more].concat().trim().into()));
    row
}
