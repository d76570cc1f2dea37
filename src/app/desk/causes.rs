//! Why the others differ from the first: causes that add up to the difference, to the 分.

use super::super::element::Elements;
use super::super::page::{Page, row_name};
use super::columns::Columns;
use super::{Board, Shown};
use crate::benefit::Outline;
use crate::embed::exploration::{Cause, Difference, Explained};
use crate::input::Json;
use crate::money::parse;
use crate::words::Argument;

/// The amount that is compared: its name in the cases of [`sides`].
fn amount(benefit: &Outline, columns: &Columns) -> String {
    let amounts = benefit.whole().what_if.amounts;
    let first = amounts.first().copied().unwrap_or_default();
    match columns.rows {
        Some(_) => row_name(first, 1),
        None => first.into(),
    }
}

/// What each column asks the engine, to be compared with another; where the columns are rows of one case,
/// each with its own row in the first place.
pub(super) fn sides(columns: &Columns, board: &Board) -> Vec<Json> {
    let side = |asked: &Json, row: Option<(&str, usize)>| {
        let mut parts = Vec::new();
        for part in ["on", "answers", "packs"] {
            let given = asked.get(part).cloned().unwrap_or(Json::Null);
            parts.push((part.to_string(), given));
        }
        if let (Some((group, at)), Json::Object(answers)) = (row, &mut parts[1].1) {
            for (name, given) in answers {
                if let (true, Json::List(rows)) = (name == group, given) {
                    let own = rows.get(at).cloned().unwrap_or(Json::Null);
                    *rows = vec![own, Json::Object(Vec::new())];
                }
            }
        }
        Json::Object(parts)
    };
    match (columns.rows, board.cases.first()) {
        (Some(rows), Some(case)) => (0..columns.texts.len())
            .map(|at| side(&case.asked, Some((rows.id, at))))
            .collect(),
        _ => {
            let cases = board.cases.iter();
            cases.map(|case| side(&case.asked, None)).collect()
        }
    }
}

/// The question why the second case differs from the first.
pub(super) fn request(
    page: &Page,
    benefit: &Outline,
    columns: &Columns,
    (from, to): (&Json, &Json),
) -> Json {
    let text = |text: &str| Json::Text(text.into());
    let parts = [
        ("kind", text("difference")),
        ("benefit", text(benefit.id)),
        ("amount", text(&amount(benefit, columns))),
        ("lang", text(&page.words.lang)),
        ("from", from.clone()),
        ("to", to.clone()),
    ];
    let parts = parts.into_iter();
    Json::Object(parts.map(|(name, part)| (name.to_string(), part)).collect())
}

impl Shown<'_> {
    pub(super) fn causes(&self, out: &mut Elements, board: &Board) {
        out.open("section.causes");
        out.words("h3", "desk.causes");
        for (at, find) in board.causes.iter().enumerate() {
            let (first, other) = (self.name(0), self.name(at + 1));
            out.open("div.cause");
            out.said(
                "h4",
                "desk.causes.of",
                &[("first", &first), ("other", &other)],
            );
            match find.difference() {
                Some(found) => self.difference(out, found, at + 1),
                None => out.words("p.help", "page.working"),
            }
            out.close();
        }
        out.close();
    }

    fn difference(&self, out: &mut Elements, found: &Difference, at: usize) {
        out.open("");
        out.maybe("p.help", found.no_rule.as_deref());
        if !found.missing.is_empty() && found.no_rule.is_none() {
            let mut missing: Vec<&str> = Vec::new();
            for asked in &found.missing {
                let text = asked.text.trim_end_matches(['？', '?']);
                if !missing.contains(&text) {
                    missing.push(text);
                }
            }
            let questions = missing.join(self.page.words.word("page.and"));
            out.said("p.help", "desk.missing", &[("questions", &questions)]);
        }
        for reading in &found.readings {
            self.reading(out, found, reading, at);
        }
        out.close();
    }

    fn reading(&self, out: &mut Elements, found: &Difference, reading: &Explained, at: usize) {
        for (id, value) in reading.assuming.iter() {
            let figures = self.all_outcomes();
            let mut figures = figures.iter().flat_map(|outcome| &outcome.figures);
            let Some(figure) = figures.find(|known| known.id == *id) else {
                continue;
            };
            let given = figure.values.iter().find(|given| given.value == *value);
            let reason = given.and_then(|given| given.reason.as_deref());
            let values = [
                ("figure", &*figure.text),
                ("reason", reason.unwrap_or(value)),
            ];
            out.said("p.help", "explore.assuming", &values);
        }
        let line = self.more_or_less(found, &[reading], at);
        out.maybe("p.whole", line.as_deref());
        out.open("");
        if !reading.causes.is_empty() {
            out.open("ul.rows");
            for cause in &reading.causes {
                let text = self.cause_text(cause, at);
                self.cause_line(out, "li.line", &text, &cause.amount, &found.unit);
            }
            let total = self.page.word("page.total");
            self.cause_line(
                out,
                "li.line total",
                &total,
                &reading.difference,
                &found.unit,
            );
            out.close();
        }
        out.close();
    }

    fn cause_line(
        &self,
        out: &mut Elements,
        name: &'static str,
        text: &str,
        amount: &str,
        unit: &str,
    ) {
        out.open(name);
        out.line("span", text);
        out.open("strong");
        out.set("data-amount", amount);
        out.text(&self.change(amount, unit));
        out.close();
        out.close();
    }

    /// By how much something is more or less, in words.
    pub(super) fn change(&self, amount: &str, unit: &str) -> String {
        let plain = amount.trim_start_matches('-');
        let by = self.measure(plain, unit);
        match (
            amount.starts_with('-'),
            parse(plain).is_some_and(|n| n.is_zero()),
        ) {
            (_, true) => by,
            (true, _) => self.page.say("desk.less", &[("by", &by)]),
            (false, _) => self.page.say("desk.more", &[("by", &by)]),
        }
    }

    fn measure(&self, amount: &str, unit: &str) -> String {
        let number = parse(amount).unwrap_or_default();
        match unit {
            "yuan" => {
                let shown = self.page.words.show(&Argument::Yuan(number));
                self.page.say("unit.yuan", &[("value", &shown)])
            }
            _ => self.page.words.show(&Argument::Percent(number)),
        }
    }

    /// The difference in one sentence, under one reading or several; nothing where one is more and another
    /// less.
    pub(super) fn more_or_less(
        &self,
        found: &Difference,
        readings: &[&Explained],
        at: usize,
    ) -> Option<String> {
        let mut key = "";
        let mut by: Vec<String> = Vec::new();
        for reading in readings {
            let difference = &reading.difference;
            let same = parse(difference).is_some_and(|by| by.is_zero());
            let own = match (same, difference.starts_with('-')) {
                (true, _) => "desk.by.same",
                (false, true) => "desk.by.less",
                (false, false) => "desk.by.more",
            };
            if !key.is_empty() && key != own {
                return None;
            }
            key = own;
            let one = self.measure(difference.trim_start_matches('-'), &found.unit);
            if !by.contains(&one) {
                by.push(one);
            }
        }
        if key.is_empty() {
            return None;
        }
        let by = by.join(self.page.words.word("page.or"));
        let (first, other) = (self.name(0), self.name(at));
        let values = [
            ("first", &*first),
            ("other", &other),
            ("amount", &found.text),
            ("by", &by),
        ];
        Some(self.page.say(key, &values))
    }

    /// A cause in words: of other answers what each column says.
    pub(super) fn cause_text(&self, cause: &Cause, at: usize) -> String {
        let start = self.columns.rows.map(|rows| row_name(rows.id, 1) + ".");
        let lines = self.lines();
        let mut texts = Vec::new();
        for question in &cause.questions {
            let field = start
                .as_ref()
                .and_then(|start| question.strip_prefix(start));
            let field = field.unwrap_or(question);
            let Some(line) = lines.iter().find(|line| line.field == field) else {
                continue;
            };
            let [from, to] = [0, at].map(|at| match self.answer(line, at) {
                blank if blank.is_empty() => self.page.word("explore.blank"),
                answer => answer,
            });
            let what = line.text.trim_end_matches(['？', '?']);
            let values = [("what", what), ("from", &from), ("to", &to)];
            texts.push(self.page.say("desk.cause", &values));
        }
        match texts.is_empty() {
            true => cause.text.clone(),
            false => texts.join(self.page.words.word("explore.way.and")),
        }
    }
}
