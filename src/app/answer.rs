//! The result: one sentence, its picture, the amounts, the conditions, and what else to know.

use super::element::Elements;
use super::page::{
    LINK, Page, care, chart, found, opened, row_name, schedules, share, sheet, source, sources,
    steps,
};
use super::sources::fold;
use crate::benefit;
use crate::embed::{Amount, Condition, Holds, Notice, Outcome, Verdict};
use crate::input::Json;
use crate::link;

/// The fold of the amounts whose ranges tell nothing.
const WIDE: &str = "amounts.wide";

/// Notices of one kind that are told together when there are more than this.
const TOGETHER: usize = 1;

impl Page {
    pub(super) fn answer(&self, out: &mut Elements) {
        out.open("section.result|tabindex=-1");
        out.set_word("aria-label", "page.result");
        match (&self.outcome, self.benefit) {
            (Some(outcome), _) => found(self, out, outcome),
            (None, Some(_)) => out.words("p.headline waiting", "page.working"),
            (None, None) => (),
        }
        out.close();
    }

    /// All that there is to say of an outcome.
    pub(super) fn found(&self, out: &mut Elements, outcome: &Outcome) {
        // What comes with sharing is there only then.
        let sharing = matches!(self.sharing(), Json::Object(_));
        out.open("");
        if sharing {
            opened(self, out, outcome);
        }
        out.close();
        self.headline(out, outcome);
        // Who is refused is told the way in before all else.
        out.open("");
        if let Some(explorer) = &self.explorer {
            explorer.show_ways(self, out);
        }
        out.close();
        out.open("");
        if self.complete {
            care(self, out);
        }
        out.close();
        self.way_to_share(out);
        out.open("");
        if sharing {
            share(self, out, outcome);
        }
        out.close();
        out.open("");
        if self.complete {
            chart(self, out, outcome);
        }
        out.close();
        self.amounts(out, outcome);
        self.tables(out, outcome);
        out.open("");
        if self.complete {
            schedules(self, out, outcome);
        }
        out.close();
        self.conditions(out, outcome);
        out.open("");
        if let Some(explorer) = &self.explorer {
            explorer.show_numbers(self, out);
        }
        out.close();
        self.notices(out, outcome);
        if self.complete {
            sources(self, out, outcome);
        }
        out.open("");
        if self.given.get("print") == Some(&Json::Bool(true)) {
            sheet(self, out, outcome);
        }
        out.close();
    }

    /// The way to a link, unless the host forbids it.
    fn way_to_share(&self, out: &mut Elements) {
        out.open("");
        if self.complete && *self.sharing() != Json::Bool(false) {
            out.open("button.quiet|type=button|data-do=tell share open");
            let open = self.sharing().get("open") == Some(&Json::Bool(true));
            out.set("aria-expanded", if open { "true" } else { "false" });
            out.text(self.words.word("page.share"));
            out.close();
        }
        out.close();
    }

    fn headline(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("div.headline");
        self.draft(out);
        verdict(out, outcome);
        // Why not: the first condition that fails.
        let mut conditions = outcome.conditions.iter();
        out.open("");
        if let Some(failed) = conditions.find(|condition| condition.holds == Holds::No) {
            out.open("p.why");
            opens(out, "condition.", failed.id);
            out.text(&failed.text);
            out.close();
        }
        out.close();
        self.telling(out, "p.sentence", outcome, &self.sentence());
        out.open("");
        for line in outcome.sentence.lines().skip(1) {
            self.telling(out, "p.yours", outcome, line);
        }
        out.close();
        out.open("");
        self.split(out, outcome);
        out.close();
        out.said("p.rules", "page.date.used", &[("on", &outcome.on)]);
        out.open("");
        if let Some(explorer) = &self.explorer {
            explorer.show_changed(self, out);
        }
        out.close();
        out.close();
    }

    /// A sentence that opens the first amount that it tells.
    fn telling(&self, out: &mut Elements, name: &'static str, outcome: &Outcome, text: &str) {
        out.open(name);
        let told = |id: &&&str| {
            let amount = outcome.amounts.get(id);
            amount.is_some_and(|amount| text.contains(&amount.shown))
        };
        if let Some(id) = self.needs().iter().find(told) {
            opens(out, "amount.", id);
        }
        self.numbers_whole(out, text);
        out.close();
    }

    /// A text in which no line ends within a number, a range of them, or before their unit and full stop.
    fn numbers_whole(&self, out: &mut Elements, text: &str) {
        let yuan = self.say("unit.yuan", &[("value", "")]);
        let units = [&*yuan, "%"];
        let mut rest = text;
        while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
            let (before, number) = rest.split_at(at);
            let within = |letter: char| letter.is_ascii_digit() || ",.–".contains(letter);
            let after = number.trim_start_matches(within);
            let after = units
                .iter()
                .find_map(|unit| after.strip_prefix(unit))
                .unwrap_or(after);
            let after = after.strip_prefix(['。', '，']).unwrap_or(after);
            out.text(before);
            out.line("span.number", &number[..number.len() - after.len()]);
            rest = after;
        }
        out.text(rest);
    }

    /// The amounts that the sentence names.
    fn needs(&self) -> &'static [&'static str] {
        self.benefit
            .map_or(&[][..], |benefit| benefit.whole().answer.needs)
    }

    /// What is shown of sharing: `false` where the host forbids it, null before it is asked for, else
    /// whether it is `open`, the page's `address`, the `element` on it and a `note` of what was done.
    pub(super) fn sharing(&self) -> &Json {
        self.given.get("share").unwrap_or(&Json::Null)
    }

    /// Whether a draft went in: a pack in use, or one that the opened link was made with.
    pub(super) fn is_draft(&self) -> bool {
        let outcome = self.outcome.as_ref();
        outcome.is_some_and(|outcome| outcome.draft) || link::is_draft(self.text(LINK))
    }

    /// What marks everything made with a draft; on paper it stands across every page as well.
    pub(super) fn draft(&self, out: &mut Elements) {
        out.open("");
        if self.is_draft() {
            out.words("p.draft", "page.draft");
            out.words("p.draft watermark|aria-hidden=true", "page.draft");
        }
        out.close();
    }

    /// The whole result in one sentence.
    pub(super) fn sentence(&self) -> String {
        let Some(outcome) = &self.outcome else {
            return String::new();
        };
        let first = outcome.sentence.lines().next();
        first.unwrap_or_default().into()
    }

    /// On a phone: the result in short, in view below the form.
    pub(super) fn bar(&self, out: &mut Elements) {
        out.open("");
        if let Some(outcome) = &self.outcome {
            self.short(out, outcome);
        }
        out.close();
    }

    fn short(&self, out: &mut Elements, outcome: &Outcome) {
        let part = outcome.parts.first();
        let part = part.and_then(|part| outcome.amounts.get(part));
        let part = self.left_to_pay(outcome).or(part);
        let part = part.filter(|part| outcome.verdict != Verdict::NoRule && !part.outer);
        let open = self.needs().iter().any(|id| {
            let amount = outcome.amounts.get(id);
            amount.is_none_or(|amount| amount.outer)
        });
        let failed = matches!(outcome.verdict, Verdict::NotEligible | Verdict::NoRule);
        if part.is_none() && open && !failed {
            // Nothing to keep in view yet.
            return;
        }
        out.open("button.bar|type=button|data-do=result");
        verdict(out, outcome);
        out.open("span.short");
        match part {
            Some(part) => {
                out.line("span", &part.text);
                out.line("strong", &self.with_unit(part));
            }
            None => out.line("span", &self.sentence()),
        }
        out.close();
        if self.is_draft() {
            out.words("span.draft", "page.draft");
        }
        out.close();
    }

    /// The amounts; those of which nothing can be told yet behind one fold.
    fn amounts(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        if outcome.amounts.iter().next().is_some() {
            out.open("section");
            out.words("h3", "page.amounts");
            let amounts = outcome.amounts.iter();
            let wide = amounts.filter(|(_, amount)| amount.wide).count();
            out.open("");
            if wide < outcome.amounts.iter().count() {
                out.words("p.help", "page.amounts.help");
                self.groups(out, outcome, false);
            }
            out.close();
            out.open("");
            if wide > 0 {
                self.fold(out, WIDE);
                let count = [("count", &*wide.to_string())];
                out.said("span.line", "page.amounts.wide", &count);
                if self.inside(out, WIDE) {
                    self.groups(out, outcome, true);
                }
                out.close();
                out.close();
            }
            out.close();
            out.close();
        }
        out.close();
    }

    /// The wide amounts or the others, those of rows under the names of their rows.
    fn groups(&self, out: &mut Elements, outcome: &Outcome, wide: bool) {
        let all = self.all_amounts();
        let mut told: Option<&str> = None;
        for (at, amount) in all.iter().enumerate() {
            if at == 0 || amount.row != told {
                told = amount.row;
                // A group that was told at an earlier amount of it is told.
                match told {
                    None => self.plain_amounts(out, outcome, &all[at..], wide),
                    Some(_) if all[..at].iter().any(|other| other.row == told) => {}
                    Some(group) => self.amounts_of_rows(out, outcome, group, wide),
                }
            }
        }
    }

    pub(super) fn all_amounts(&self) -> &'static [benefit::Amount] {
        self.benefit
            .map_or(&[][..], |benefit| benefit.whole().amounts)
    }

    /// The first of those amounts, up to one that is of rows.
    fn plain_amounts(
        &self,
        out: &mut Elements,
        outcome: &Outcome,
        all: &[benefit::Amount],
        wide: bool,
    ) {
        out.open("ul.rows");
        for amount in all.iter().take_while(|amount| amount.row.is_none()) {
            let found = outcome.amounts.get(amount.id);
            if let Some(found) = found.filter(|found| found.wide == wide) {
                self.amount(out, outcome, amount.id, found);
            }
        }
        out.close();
    }

    /// The amounts of each row, under its name.
    fn amounts_of_rows(&self, out: &mut Elements, outcome: &Outcome, group: &str, wide: bool) {
        for row in 1..=last_row(outcome) {
            let mut any = false;
            for amount in self.all_amounts() {
                let id = row_name(amount.id, row);
                let found = outcome.amounts.get(&id);
                let found = found.filter(|found| found.wide == wide);
                if let Some(found) = found.filter(|_| amount.row == Some(group)) {
                    if !any {
                        any = true;
                        out.line("h4", &self.row_words(group, row));
                        out.open("ul.rows");
                    }
                    self.amount(out, outcome, &id, found);
                }
            }
            if any {
                out.close();
            }
        }
    }

    fn amount(&self, out: &mut Elements, outcome: &Outcome, id: &str, amount: &Amount) {
        out.open("li");
        out.key(id);
        let fold = ["amount.", id].concat();
        self.fold(out, &fold);
        out.open("span.line");
        out.line("span", &amount.text);
        out.line("strong", &self.with_unit(amount));
        out.close();
        if self.inside(out, &fold) {
            steps(self, out, &fold, outcome, amount);
        }
        out.close();
        out.close();
        out.close();
    }

    fn conditions(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        if !outcome.conditions.is_empty() {
            let count = |holds| {
                let counted = outcome.conditions.iter().filter(|c| c.holds == holds);
                counted.count().to_string()
            };
            let counted = [
                ("yes", &*count(Holds::Yes)),
                ("no", &count(Holds::No)),
                ("unknown", &count(Holds::Unknown)),
            ];
            out.open("section");
            out.words("h3", "page.conditions");
            out.said("p.help", "page.conditions.count", &counted);
            out.open("ul.conditions");
            for holds in &[Holds::No, Holds::Unknown, Holds::Yes] {
                for condition in &outcome.conditions {
                    if condition.holds == *holds {
                        self.condition(out, outcome, condition);
                    }
                }
            }
            out.close();
            out.close();
        }
        out.close();
    }

    fn condition(&self, out: &mut Elements, outcome: &Outcome, condition: &Condition) {
        let title = [outcome.benefit, ".condition.", condition.id].concat();
        let (name, key) = match condition.holds {
            Holds::Yes => ("li.holds yes", "page.holds.yes"),
            Holds::No => ("li.holds no", "page.holds.no"),
            Holds::Unknown => ("li.holds unknown", "page.holds.unknown"),
        };
        out.open(name);
        out.key(condition.id);
        mark(out, condition.holds);
        out.open("div");
        out.open("p.name");
        out.words("strong", &title);
        out.words("span.state", key);
        out.close();
        out.open("p");
        if condition.source.is_some() {
            opens(out, "condition.", condition.id);
        }
        out.text(&condition.text);
        out.close();
        if let Some(given) = &condition.source {
            let fold = ["condition.", condition.id].concat();
            self.fold(out, &fold);
            out.words("span.line", "page.source");
            if self.inside(out, &fold) {
                source(self, out, outcome, given);
            }
            out.close();
            out.close();
        }
        out.close();
        out.close();
    }

    fn notices(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        if !outcome.notices.is_empty() {
            out.open("section");
            out.words("h3", "page.notices");
            out.open("ul.notices");
            for (at, notice) in outcome.notices.iter().enumerate() {
                let id = &notice.id;
                let same = |other: &&Notice| other.id == *id;
                let together = match *id {
                    "past-review" => Some("page.notices.past-review"),
                    "recalled" => Some("page.notices.recalled"),
                    "unsettled" => Some("page.notices.unsettled"),
                    _ => None,
                };
                let count = outcome.notices.iter().filter(same).count();
                let together = together.filter(|_| count > TOGETHER);
                if together.is_some() && outcome.notices[..at].iter().any(|other| same(&other)) {
                    continue;
                }
                out.open("li");
                match together {
                    Some(key) => {
                        let fold = ["notice.", id].concat();
                        self.fold(out, &fold);
                        out.said("span.line", key, &[("count", &count.to_string())]);
                        if self.inside(out, &fold) {
                            out.open("ul");
                            for notice in outcome.notices.iter().filter(same) {
                                out.open("li");
                                self.notice(out, outcome, notice);
                                out.close();
                            }
                            out.close();
                        }
                        out.close();
                        out.close();
                    }
                    None => self.notice(out, outcome, notice),
                }
                out.close();
            }
            out.close();
            out.close();
        }
        out.close();
    }

    /// A notice, and the way to the figure that it is about, or to all that are behind it.
    fn notice(&self, out: &mut Elements, outcome: &Outcome, notice: &Notice) {
        let about = match &notice.figure {
            Some(id) => {
                let mut figures = outcome.figures.iter();
                let figure = figures.find(|figure| figure.id == *id);
                figure.map(|figure| fold("book", &figure.pack, &figure.id))
            }
            None => {
                let any = !notice.figures.is_empty() || !notice.steps.is_empty();
                any.then(|| ["notice.", notice.id].concat())
            }
        };
        let about = about.filter(|_| self.complete);
        out.open("p");
        if let Some(about) = &about {
            out.join("data-do", "look-up ", about);
        }
        out.text(&notice.text);
        out.close();
        out.open("");
        if let Some(about) = &about {
            self.to_book(out, about);
        }
        out.close();
    }

    /// The way to what the book says about something; see [`Book`](super::book::Book).
    pub(super) fn to_book(&self, out: &mut Elements, about: &str) {
        out.open("button.quiet|type=button");
        out.join("data-do", "look-up ", about);
        out.text(self.words.word(match about.starts_with("book.") {
            true => "page.book.history",
            false => "page.sources",
        }));
        out.close();
    }

    /// Something that opens; what comes first is always seen. It takes two ends.
    pub(super) fn fold(&self, out: &mut Elements, name: &str) {
        out.open("details");
        out.set_if(self.is_open(name), "open", "open");
        out.join("data-do", "fold ", name);
        out.heard_by(&self.listeners[..1]);
        out.open("summary");
    }

    /// Ends what is always seen of a fold. Whether it is open: the inside is made only then.
    pub(super) fn inside(&self, out: &mut Elements, name: &str) -> bool {
        out.close();
        out.open("div.inside");
        self.complete && self.is_open(name)
    }

    pub(super) fn with_unit(&self, amount: &Amount) -> String {
        let range = amount.shown.clone();
        let key = match amount.unit {
            "yuan" => "unit.yuan",
            "months" => "unit.months",
            "people" => "unit.people",
            "times" => "unit.times",
            "years" => "unit.years",
            "percent" | "percent-a-year" => return range.replace('–', "%–") + "%",
            _ => return range,
        };
        self.say(key, &[("value", &range)])
    }
}

/// The last row of which there is any amount.
pub(super) fn last_row(outcome: &Outcome) -> u8 {
    let rows = outcome.amounts.iter().filter_map(|(_, amount)| amount.row);
    rows.max().unwrap_or_default()
}

/// Of the element that is open: pressing it opens a fold of the result.
pub(super) fn opens(out: &mut Elements, among: &str, id: &str) {
    out.set("data-do", &["open ", among, id].concat());
}

/// A bar of a picture.
pub(super) fn rect(
    out: &mut Elements,
    name: &'static str,
    x: i64,
    y: i64,
    width: i64,
    height: i64,
) {
    out.open(name);
    out.set_number("x", x);
    out.set_number("y", y);
    out.set_number("width", width);
    out.set_number("height", height);
    out.close();
}

/// Whether the person can have it; nothing where there is nothing to be met.
fn verdict(out: &mut Elements, outcome: &Outcome) {
    let (name, holds, key) = match outcome.verdict {
        Verdict::Eligible => ("span.verdict yes", Holds::Yes, "verdict.eligible"),
        Verdict::NotEligible => ("span.verdict no", Holds::No, "verdict.not-eligible"),
        Verdict::Depends => ("span.verdict unknown", Holds::Unknown, "verdict.depends"),
        Verdict::NoRule => ("span.verdict unknown", Holds::Unknown, "verdict.no-rule"),
    };
    out.open("");
    if outcome.verdict != Verdict::Eligible || !outcome.conditions.is_empty() {
        out.open(name);
        mark(out, holds);
        out.words("span", key);
        out.close();
    }
    out.close();
}

/// Yes, no and unknown differ in shape as well as in colour.
fn mark(out: &mut Elements, holds: Holds) {
    let (shape, sign) = match holds {
        Holds::Yes => (
            "path|d=M10 0a10 10 0 1 0 0 20a10 10 0 1 0 0-20z",
            "path.sign|d=M5 10.5l3.5 3.5l6.5-7.5",
        ),
        Holds::No => (
            "path|d=M0 2.5a2.5 2.5 0 0 1 2.5-2.5h15a2.5 2.5 0 0 1 2.5 2.5v15a2.5 2.5 0 0 1-2.5 2.5h-15a2.5 2.5 0 0 1-2.5-2.5z",
            "path.sign|d=M6 6l8 8M14 6l-8 8",
        ),
        Holds::Unknown => (
            "path|d=M10-1l11 11l-11 11l-11-11z",
            "path.sign|d=M7.5 8c0-3.5 5-3.5 5-.5c0 2-2.5 2-2.5 4M10 14v.3",
        ),
    };
    out.open("svg.mark|viewBox=-1 -1 22 22|aria-hidden=true");
    out.empty(shape);
    out.empty(sign);
    out.close();
}
