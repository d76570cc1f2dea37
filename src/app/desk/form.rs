//! What is asked: a line for each question, a column for each case.

use super::super::element::Elements;
use super::super::page::{Page, understood, wrong};
use super::columns::{LETTERS, named};
use super::{CHOSEN, Shown, actions, results, to_print};
use crate::benefit::{self, Kind};
use crate::embed::Question;
use crate::policy::Unit;

/// A line of the table.
pub(super) struct Line<'a> {
    pub question: &'a Question,
    pub own: &'static benefit::Question,
    /// The row of the case, where it has such.
    pub row: u8,
    /// The field, without the name of a column.
    pub field: String,
    /// The question, with the row where there is one.
    pub text: String,
}

const TABLES: [&str; 5] = [
    "table.board",
    "table.board",
    "table.board two",
    "table.board three",
    "table.board four",
];

impl<'a> Shown<'a> {
    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.columns.texts.len()
    }

    /// The questions that are asked in any column, in the order of the form.
    pub(super) fn lines(&self) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        let questions = self.page.entry.iter().flat_map(|entry| &entry.questions);
        for question in questions {
            let Some(own) = self.benefit.question(&question.id) else {
                continue;
            };
            let rows = self.columns.inner_rows(self.benefit, own);
            let counts = (0..self.count()).filter_map(|at| Some(self.columns.count(at, rows?)));
            let rows_of = match counts.max() {
                Some(most) => 1..=most,
                None => 0..=0,
            };
            for row in rows_of {
                let asked = |at| self.columns.is_asked(self.benefit, own, at, row);
                if (0..self.count()).any(asked) {
                    lines.push(Line {
                        question,
                        own,
                        row,
                        field: self.columns.field(own, row),
                        text: match rows {
                            Some(rows) => {
                                let row = self.page.row_words(rows.id, row);
                                let values = [("row", &*row), ("text", &question.text)];
                                self.page.say("desk.of-row", &values)
                            }
                            None => question.text.clone(),
                        },
                    });
                }
            }
        }
        lines
    }

    pub(super) fn form(&self, out: &mut Elements) {
        let page = self.page;
        out.open("form.desk|novalidate=novalidate|autocomplete=off");
        out.set_word("aria-label", "page.form");
        self.draft(out);
        out.open("div.about");
        out.open("div.field plain");
        out.words("label|for=f-of", "desk.of");
        out.open("div.box list");
        out.open("select|id=f-of|name=of|data-do=pick of");
        for benefit in benefit::ALL {
            let key = ["desk.of.", benefit.id].concat();
            option(out, benefit.id, self.benefit.id, page.words.word(&key));
        }
        out.close();
        out.close();
        out.close();
        page.date(out);
        out.close();
        out.words("p.help", "desk.hint");
        out.open("div.frame");
        out.open(TABLES[self.count().min(4)]);
        out.set("role", "table");
        out.words("caption.spoken", "desk.table");
        self.head(out);
        let lines = self.lines();
        out.open("");
        for (at, line) in lines.iter().enumerate() {
            let part = &line.question.part;
            if !lines[..at].iter().any(|other| other.question.part == *part) {
                let of_part = lines.iter().filter(|other| other.question.part == *part);
                let of_part: Vec<&Line> = of_part.collect();
                self.part(out, &of_part);
            }
        }
        out.close();
        out.open("");
        if page.complete {
            actions(self, out);
        }
        out.close();
        out.open("");
        match self.outcomes.iter().any(Option::is_none) {
            true => self.waits(out),
            false => results(self, out),
        }
        out.close();
        out.close();
        out.close();
        out.open("");
        if page.complete {
            to_print(self, out);
        }
        out.close();
        out.close();
    }

    fn head(&self, out: &mut Elements) {
        out.open("thead|role=rowgroup");
        out.open("tr|role=row");
        out.empty("td|role=cell");
        for (at, letter) in LETTERS.iter().take(self.count()).enumerate() {
            out.open("th|role=columnheader|scope=col|tabindex=-1");
            out.key(letter);
            out.join("id", "d-", letter);
            out.set("data-column", letter);
            out.text(&self.name(at));
            out.close();
        }
        out.close();
        out.close();
    }

    /// The heading of some lines.
    pub(super) fn band(&self, out: &mut Elements, text: &str) {
        out.open("tr.band|role=row");
        out.open("th|role=rowheader|scope=rowgroup");
        out.set_number("colspan", 1 + self.count() as i64);
        out.text(text);
        out.close();
        out.close();
    }

    fn part(&self, out: &mut Elements, lines: &[&Line]) {
        let question = lines[0].question;
        out.open("tbody|role=rowgroup");
        out.key(&question.part);
        self.band(out, &question.part_text);
        self.row_counts(out, lines);
        // A place of their own, so that those that come and go do not move the others.
        out.open("");
        for line in lines {
            self.line(out, line);
        }
        out.close();
        out.close();
    }

    /// How many rows each case has, where it has such.
    fn row_counts(&self, out: &mut Elements, lines: &[&Line]) {
        out.open("");
        let rows = self.columns.inner_rows(self.benefit, lines[0].own);
        if let Some(rows) = rows {
            out.open("tr|role=row");
            out.open("th|role=rowheader|scope=row");
            out.join("id", "q-", rows.id);
            out.words("span", "desk.rows");
            out.close();
            for at in 0..self.count() {
                let now = self.columns.count(at, rows).to_string();
                out.open("td|role=cell");
                self.control(out, "select", at, rows.id, "pick ", rows.id);
                for count in rows.least..=rows.most {
                    let count = count.to_string();
                    option(out, &count, &now, &count);
                }
                out.close();
                out.close();
            }
            out.close();
        }
        out.close();
    }

    fn line(&self, out: &mut Elements, line: &Line) {
        out.open("tr|role=row");
        out.key(&line.field);
        let shared = self.columns.is_shared(line.own);
        let said = |at| self.columns.text(at, &line.field);
        let differs = !shared && (1..self.count()).any(|at| said(at) != said(0));
        out.set_if(differs, "class", "differs");
        out.open("th|role=rowheader|scope=row");
        out.open("span");
        out.join("id", "q-", &line.field);
        out.text(&line.text);
        out.close();
        self.tag(out, differs);
        out.open("");
        if !line.question.help.is_empty() {
            out.open("p.help");
            out.join("id", "h-", &line.field);
            out.text(&line.question.help);
            out.close();
        }
        out.close();
        out.close();
        let columns = if shared { 1 } else { self.count() };
        for at in 0..columns {
            self.cell(out, line, at, shared);
        }
        out.close();
    }

    /// The word that marks what is not the same in all columns.
    pub(super) fn tag(&self, out: &mut Elements, differs: bool) {
        out.open("");
        if differs {
            out.text(" ");
            out.words("span.tag", "desk.differs");
        }
        out.close();
    }

    fn cell(&self, out: &mut Elements, line: &Line, at: usize, shared: bool) {
        let asked = (self.columns).is_asked(self.benefit, line.own, at, line.row);
        let same =
            at > 0 && self.columns.text(at, &line.field) == self.columns.text(0, &line.field);
        out.open(match (asked, same) {
            (false, _) => "td.none|role=cell",
            (true, true) => "td.same|role=cell",
            (true, false) => "td|role=cell",
        });
        out.key(LETTERS[at]);
        if shared {
            out.set_number("colspan", self.count() as i64);
        }
        let field = named(at, &line.field);
        match (asked, line.own.kind) {
            (false, _) => out.words("span", "desk.not-asked"),
            (true, Kind::Choice(_) | Kind::YesNo) => {
                let picked = self.columns.text(at, &line.field);
                self.control(out, "select", at, &line.field, "pick ", &line.field);
                option(out, "", picked, self.page.words.word("page.choose"));
                for choice in &line.question.choices {
                    option(out, &choice.id, picked, &choice.text);
                }
                out.close();
            }
            (true, kind) => {
                let unit = match kind {
                    Kind::Number { unit, .. } => unit.id(),
                    _ => "day",
                };
                out.open("div.box");
                self.control(
                    out,
                    "input|type=text|autocomplete=off|spellcheck=false",
                    at,
                    &line.field,
                    "type ",
                    &line.field,
                );
                out.set("inputmode", if unit == "day" { "text" } else { "decimal" });
                out.value(self.columns.typed(at, &line.field));
                out.close();
                let sign = self.page.sign(unit);
                if !sign.is_empty() {
                    out.line("span.unit|aria-hidden=true", &sign);
                }
                out.close();
                self.note(out, &field, unit);
            }
        }
        out.close();
    }

    /// Starts a control of a column.
    fn control(
        &self,
        out: &mut Elements,
        name: &'static str,
        at: usize,
        field: &str,
        verb: &str,
        of: &str,
    ) {
        let own = named(at, field);
        out.open(name);
        out.join("id", "f-", &own);
        out.set("name", &own);
        out.set("data-at", LETTERS[at]);
        out.join("data-do", verb, &own);
        out.set("aria-labelledby", &["d-", LETTERS[at], " q-", of].concat());
        out.set(
            "aria-describedby",
            &["h-", of, " f-", &own, "-note"].concat(),
        );
        out.set_if(self.page.refusal(&own).is_some(), "aria-invalid", "true");
    }

    /// Below a field: what is wrong with it, or how it was understood.
    fn note(&self, out: &mut Elements, field: &str, unit: &str) {
        let refusal = self.page.refusal(field);
        // What is as in the first column is told there.
        let refusal = refusal.filter(|_| !self.page.text(field).is_empty());
        out.open(match refusal {
            Some(_) => "p.wrong",
            None => "p.note",
        });
        out.join("id", "f-", &[field, "-note"].concat());
        match refusal {
            Some(refusal) => wrong(out, refusal),
            None if !self.outcomes.is_empty() && self.outcomes[0].is_some() => {
                out.text(&understood(self.page, field, unit));
            }
            None => {}
        }
        out.close();
    }

    /// In the place of the results, until they are there.
    fn waits(&self, out: &mut Elements) {
        out.open("tbody.results|role=rowgroup");
        self.band(out, self.page.words.word("page.result"));
        out.open("tr|role=row");
        out.words("th|role=rowheader", "page.working");
        out.close();
        out.close();
    }

    /// What is done to a column.
    pub(super) fn actions(&self, out: &mut Elements) {
        let page = self.page;
        let count = self.count();
        out.open("tbody.actions|role=rowgroup");
        out.open("tr|role=row");
        out.open("th|role=rowheader|scope=row");
        out.words("span", "desk.actions");
        out.close();
        for (at, letter) in LETTERS.iter().take(count).enumerate() {
            out.open("td|role=cell");
            out.key(letter);
            let name = self.name(at);
            let place = at.to_string();
            out.open("");
            if count < LETTERS.len() {
                out.open("button.quiet|type=button");
                out.join("data-do", "explore copy ", &place);
                out.set("aria-label", &page.say("desk.copy.of", &[("name", &name)]));
                out.text(page.words.word("desk.copy"));
                out.close();
            }
            out.close();
            out.open("");
            if count > super::columns::LEAST {
                out.open("button.quiet|type=button");
                out.join("data-do", "explore remove ", &place);
                out.set(
                    "aria-label",
                    &page.say("desk.remove.of", &[("name", &name)]),
                );
                out.text(page.words.word("desk.remove"));
                out.close();
            }
            out.close();
            out.close();
        }
        out.close();
        out.close();
    }

    /// The sheet, and whose case its code opens.
    pub(super) fn to_print(&self, out: &mut Elements) {
        out.open("p.print");
        out.words(
            "button.primary|type=button|data-do=tell print ",
            "desk.print",
        );
        self.to_take(out);
        out.open("");
        if self.columns.rows.is_none() {
            out.words("label|for=f-chosen", "desk.chosen");
            out.open("select|id=f-chosen|name=chosen|data-do=pick chosen");
            let chosen = match self.page.text(CHOSEN) {
                "" => "a",
                chosen => chosen,
            };
            for (at, letter) in LETTERS.iter().take(self.count()).enumerate() {
                option(out, letter, chosen, &self.name(at));
            }
            out.close();
        }
        out.close();
        out.close();
    }

    /// An answer in words; nothing where there is none.
    pub(super) fn answer(&self, line: &Line, at: usize) -> String {
        if !self.columns.is_asked(self.benefit, line.own, at, line.row) {
            return String::new();
        }
        let text = self.columns.text(at, &line.field);
        self.page.answer_in_words(line.question, line.own, text)
    }
}

fn option(out: &mut Elements, id: &str, picked: &str, text: &str) {
    out.open("option");
    out.set("value", id);
    out.set_if(picked == id, "selected", "selected");
    out.text(text);
    out.close();
}

impl Page {
    /// An answer as a person reads it; what cannot be read, as it is.
    fn answer_in_words(&self, question: &Question, own: &benefit::Question, text: &str) -> String {
        use super::super::form::as_written;
        use super::super::typed;
        if text.is_empty() {
            return String::new();
        }
        match own.kind {
            Kind::Day { .. } => typed::day(text),
            Kind::Number { unit, .. } => match typed::number(text, unit.id()) {
                Some(number) => match unit {
                    Unit::Count => number.to_string(),
                    _ => self.measured(&as_written(number, unit.id()), unit.id()),
                },
                None => text.into(),
            },
            Kind::Choice(_) | Kind::YesNo => {
                let mut choices = question.choices.iter();
                let chosen = choices.find(|choice| choice.id == text);
                chosen.map_or(text, |choice| &choice.text).into()
            }
        }
    }
}
