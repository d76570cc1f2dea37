//! The desk of a bank's staff: two to four cases of one benefit side by side, why they differ, what to
//! say of it, and a sheet for the customer.
//!
//! - `columns`: what each case says to every question, and how that stands in the fields.
//! - `form`: the questions, a line for each, and what is done to a column.
//! - `results`: below them, in the same columns, what came out.
//! - `causes`: why the others differ from the first.
//! - `say`: the same in plain sentences.
//! - `file`: the table as CSV.
//! - `sheet`: one sheet of A4 for the customer, of the desk or of a calculator.
//!
//! [`Desk`] works it out, as what explores elsewhere on the page does; see [`Explores`].

mod causes;
mod columns;
mod file;
mod form;
mod results;
mod say;
mod sheet;

use self::columns::{CHOSEN, COUNT, Columns, LETTERS, named};
use super::element::Elements;
use super::explore::{Explores, Finds, finder};
use super::page::{Page, call, case_of, evaluate, row_name};
use crate::benefit::Outline;
use crate::embed::{Amount, Outcome};
use crate::input::Json;
use js_sys::Function;
use std::mem;
use wasm_bindgen::JsValue;

// The table is there first, then what comes of it.
later! {
    chunk "desk" "03" fn results(shown: &Shown, out: &mut Elements) { shown.results(out) }
    chunk "desk" "05" fn actions(shown: &Shown, out: &mut Elements) { shown.actions(out) }
    chunk "desk" "06" fn to_print(shown: &Shown, out: &mut Elements) { shown.to_print(out) }
    chunk "desk" "04" fn below(shown: &Shown, out: &mut Elements, board: &Board) { shown.below(out, board) }
}

pub(super) fn work(tell: Function) -> Box<dyn Explores> {
    Box::new(Desk {
        tell,
        board: Board::default(),
    })
}

/// What came out of the cases side by side.
#[derive(Default)]
pub(super) struct Board {
    /// Each case; where a benefit compares rows of its own there is one for all columns.
    cases: Vec<Worked>,
    /// Why each further column differs from the first.
    causes: Vec<Box<dyn Finds>>,
}

/// A case and what came out of it.
struct Worked {
    outcome: Outcome,
    /// What the engine was asked.
    asked: Json,
    /// The case as text, for a link; empty where the host wants none.
    text: String,
}

struct Desk {
    tell: Function,
    board: Board,
}

/// The columns as they are shown: what they say and what came of it.
struct Shown<'a> {
    page: &'a Page,
    benefit: &'static Outline,
    columns: Columns,
    /// For each column its outcome, once it is there, and its row in it.
    outcomes: Vec<Option<(&'a Outcome, u8)>>,
}

impl<'a> Shown<'a> {
    fn new(page: &'a Page, columns: Columns, outcomes: &[&'a Outcome]) -> Option<Shown<'a>> {
        let benefit = page.benefit?;
        let of_rows = columns.rows.is_some();
        let outcomes = (0..columns.texts.len()).map(|at| match of_rows {
            true => Some((*outcomes.first()?, u8::try_from(at + 1).ok()?)),
            false => Some((*outcomes.get(at)?, 0)),
        });
        Some(Shown {
            page,
            benefit,
            outcomes: outcomes.collect(),
            columns,
        })
    }

    fn of_desk(page: &'a Page) -> Option<Shown<'a>> {
        let benefit = page.benefit?;
        let board = page.explorer.as_ref().and_then(|desk| desk.board());
        let cases = board.map_or(&[][..], |board| &board.cases);
        let outcomes: Vec<&Outcome> = cases.iter().map(|case| &case.outcome).collect();
        // Of another benefit there may be no more than its form yet.
        let fits = outcomes.iter().all(|found| found.benefit == benefit.id);
        let outcomes = if fits { &outcomes[..] } else { &[] };
        Shown::new(page, Columns::of_desk(page, benefit), outcomes)
    }

    /// The name of a column.
    fn name(&self, at: usize) -> String {
        let row = at + 1;
        match (self.columns.rows, u8::try_from(row)) {
            (Some(rows), Ok(row)) => self.page.row_words(rows.id, row),
            _ => {
                let letter = LETTERS.get(at).unwrap_or(&"").to_ascii_uppercase();
                self.page.say("desk.column", &[("letter", &letter)])
            }
        }
    }

    /// All outcomes, each once.
    fn all_outcomes(&self) -> Vec<&'a Outcome> {
        let mut all: Vec<&Outcome> = Vec::new();
        for (outcome, row) in self.outcomes.iter().flatten() {
            if *row < 2 {
                all.push(outcome);
            }
        }
        all
    }

    /// An amount of a column, by its id.
    fn amount(&self, at: usize, id: &str) -> Option<&'a Amount> {
        let (outcome, row) = (*self.outcomes.get(at)?)?;
        match row {
            0 => outcome.amounts.get(id),
            row => outcome.amounts.get(&row_name(id, row)),
        }
    }

    /// Below the table: causes, sentences and the sheet.
    fn below(&self, out: &mut Elements, board: &Board) {
        self.causes(out, board);
        self.say(out, board);
        out.open("");
        // Drawn in the pauses only: a code takes some milliseconds.
        if !board.causes.iter().any(|find| find.waits()) {
            let chosen = self.page.text(CHOSEN);
            let chosen = LETTERS.iter().position(|name| *name == chosen);
            let case = board.cases.get(chosen.unwrap_or_default());
            let case = case.or(board.cases.first());
            self.sheet(out, Some(board), case.map_or("", |case| &case.text));
        }
        out.close();
    }

    /// What is marked as made with a draft.
    fn draft(&self, out: &mut Elements) {
        let draft = self.all_outcomes().iter().any(|outcome| outcome.draft);
        out.open("");
        if draft || self.page.is_draft() {
            out.words("p.draft", "page.draft");
            out.words("p.draft watermark|aria-hidden=true", "page.draft");
        }
        out.close();
    }
}

impl Desk {
    /// Works out every case. Answers that cannot be read are refused in the fields of their column.
    fn work_out(&mut self, page: &mut Page) {
        self.board.cases.clear();
        page.refusals
            .retain(|refusal| !is_of_column(&refusal.field));
        let Some(benefit) = page.benefit else { return };
        let columns = Columns::of_desk(page, benefit);
        let rows = columns.rows.map(|rows| [rows.id, "."].concat());
        for (at, case) in columns.cases(benefit, &page.on).into_iter().enumerate() {
            let texts = mem::replace(&mut page.texts, case);
            let before = page.refusals.len();
            let worked = evaluate(page).map(|outcome| Worked {
                text: text_of(page, &outcome),
                outcome,
                asked: page.asked_of.clone(),
            });
            self.board.cases.extend(worked);
            page.texts = texts;
            for refusal in page.refusals.iter_mut().skip(before) {
                let of_row = rows
                    .as_ref()
                    .and_then(|rows| refusal.field.strip_prefix(&**rows)?.split_once('.'));
                refusal.field = match of_row {
                    Some((row, field)) => {
                        let row: usize = row.parse().unwrap_or_default();
                        named(row.saturating_sub(1), field)
                    }
                    None => match refusal.field.starts_with("pack") {
                        true => refusal.field.clone(),
                        false => named(at, &refusal.field),
                    },
                };
            }
        }
    }

    /// Makes what is asked about the differences that of what is there now.
    fn plan(&mut self, page: &Page) {
        let Some(benefit) = page.benefit else { return };
        let columns = Columns::of_desk(page, benefit);
        let sides = causes::sides(&columns, &self.board);
        self.board
            .causes
            .resize_with(columns.texts.len() - 1, finder);
        for (at, find) in self.board.causes.iter_mut().enumerate() {
            let sides = sides.first().zip(sides.get(at + 1));
            find.want(sides.map(|sides| causes::request(page, benefit, &columns, sides)));
        }
    }

    /// What is done to a column.
    fn hear(&mut self, page: &mut Page, name: &str) {
        let Some(benefit) = page.benefit else { return };
        let mut columns = Columns::of_desk(page, benefit);
        let (verb, at) = name.split_once(' ').unwrap_or((name, ""));
        let at: usize = at.parse().unwrap_or_default();
        let count = columns.texts.len();
        let goes_to = match verb {
            "copy" if count < LETTERS.len() && at < count => {
                let copy = columns.texts[at].clone();
                columns.texts.push(copy);
                count
            }
            "remove" if count > columns::LEAST && at < count => {
                columns.texts.remove(at);
                at.min(count - 2)
            }
            _ => return,
        };
        let ours = |name: &str| is_of_column(name) || [COUNT, CHOSEN].contains(&name);
        page.texts.0.retain(|(name, _)| !ours(name));
        for (name, text) in columns.fields() {
            page.set_text(&name, text);
        }
        page.focus_on = [
            "[data-column=\"",
            LETTERS.get(goes_to).unwrap_or(&"a"),
            "\"]",
        ]
        .concat();
        call(&self.tell, "typed", page.typed());
    }
}

/// Whether a field is one of a column's.
fn is_of_column(name: &str) -> bool {
    let column = name.split_once('.').map(|(column, _)| column);
    column.is_some_and(|column| LETTERS.contains(&column))
}

/// The case that is on screen as text, for a link; nothing where the host wants none.
fn text_of(page: &Page, outcome: &Outcome) -> String {
    match page.sharing() {
        Json::Object(_) => case_of(page, outcome),
        _ => String::new(),
    }
}

impl Explores for Desk {
    fn go_on(&mut self, page: &mut Page, cases: u32, name: &str, _: &str) -> bool {
        if !name.is_empty() {
            self.hear(page, name);
            return true;
        }
        let mut shown = false;
        if cases == 0 {
            self.work_out(page);
            self.plan(page);
        } else if let Some(find) = self.board.causes.iter_mut().find(|find| find.waits()) {
            find.go_on(cases);
            if !find.waits() {
                shown = true;
            }
        }
        let more = self.board.causes.iter().any(|find| find.waits());
        if shown && !more {
            page.spoken = say::aloud(page, &self.board);
        }
        call(&self.tell, "explored", JsValue::from_bool(more));
        shown
    }

    fn board(&self) -> Option<&Board> {
        Some(&self.board)
    }
}

impl Page {
    pub(super) fn desk(&self, out: &mut Elements) {
        let Some(shown) = Shown::of_desk(self) else {
            return;
        };
        shown.form(out);
        out.open("");
        if let Some(board) = self.explorer.as_ref().and_then(|desk| desk.board()) {
            below(&shown, out, board);
        }
        out.close();
    }

    /// The sheet of a calculator's result.
    pub(super) fn sheet_of_calculator(&self, out: &mut Elements, outcome: &Outcome) {
        let Some(benefit) = self.benefit else { return };
        let columns = Columns::of_calculator(self, benefit);
        if let Some(shown) = Shown::new(self, columns, &[outcome]) {
            shown.sheet(out, None, &text_of(self, outcome));
        }
    }
}
