//! The result: one sentence, its picture, the amounts, the conditions, and what else to know.

use super::element::Elements;
use super::page::{Page, chart, fen, found, source, sources, steps};
use crate::embed::{Amount, Condition, Holds, Outcome, Verdict};

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
        self.headline(out, outcome);
        out.open("");
        if self.complete {
            chart(self, out, outcome);
        }
        out.close();
        self.amounts(out, outcome);
        self.conditions(out, outcome);
        self.notices(out, outcome);
        if self.complete {
            sources(self, out, outcome);
        }
    }

    fn headline(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("div.headline");
        self.draft(out);
        verdict(out, outcome.verdict);
        out.line("p.sentence", &self.sentence());
        out.maybe("p.yours", outcome.sentence.lines().nth(1));
        // Why not: the first condition that fails.
        let mut conditions = outcome.conditions.iter();
        let failed = conditions.find(|condition| condition.holds == Holds::No);
        out.maybe("p.why", failed.map(|failed| failed.text.as_str()));
        out.open("");
        split(out, outcome);
        out.close();
        out.said("p.rules", "page.date.used", &[("on", &outcome.on)]);
        out.close();
    }

    /// What marks everything made with a draft; on paper it stands across every page as well.
    pub(super) fn draft(&self, out: &mut Elements) {
        out.open("");
        if self.outcome.as_ref().is_some_and(|outcome| outcome.draft) {
            out.words("p.draft", "page.draft");
            out.words("p.draft watermark", "page.draft");
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
        let part = outcome.amounts.get("subsidy");
        let part = part.filter(|_| outcome.verdict != Verdict::NoRule);
        if part.is_none() && outcome.verdict == Verdict::Depends {
            // Nothing to keep in view yet.
            return;
        }
        out.open("button.bar|type=button|data-do=result");
        verdict(out, outcome.verdict);
        out.open("span.short");
        match part {
            Some(part) => {
                out.line("span", &part.text);
                out.line("strong", &self.with_unit(part));
            }
            None => out.line("span", &self.sentence()),
        }
        out.close();
        if outcome.draft {
            out.words("span.draft", "page.draft");
        }
        out.close();
    }

    fn amounts(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        let mut any = false;
        for amount in self
            .benefit
            .map_or(&[][..], |benefit| benefit.whole().amounts)
        {
            let Some(found) = outcome.amounts.get(amount.id) else {
                continue;
            };
            if !any {
                any = true;
                out.open("section");
                out.words("h3", "page.amounts");
                out.words("p.help", "page.amounts.help");
                out.open("ul.rows");
            }
            out.open("li");
            out.key(amount.id);
            self.amount(out, outcome, amount.id, found);
            out.close();
        }
        if any {
            out.close();
            out.close();
        }
        out.close();
    }

    fn amount(&self, out: &mut Elements, outcome: &Outcome, id: &str, amount: &Amount) {
        let fold = ["amount.", id].concat();
        let opens = !amount.steps.is_empty();
        match opens {
            true => self.fold(out, &fold),
            false => out.open("div.plain"),
        }
        out.open("span.line");
        out.line("span", &amount.text);
        out.line("strong", &self.with_unit(amount));
        out.close();
        if opens {
            if self.inside(out, &fold) {
                steps(self, out, &fold, outcome, amount);
            }
            out.close();
        }
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
        let title = [&outcome.benefit, ".condition.", &condition.id].concat();
        let (name, key) = match condition.holds {
            Holds::Yes => ("li.holds yes", "page.holds.yes"),
            Holds::No => ("li.holds no", "page.holds.no"),
            Holds::Unknown => ("li.holds unknown", "page.holds.unknown"),
        };
        out.open(name);
        out.key(&condition.id);
        mark(out, condition.holds);
        out.open("div");
        out.open("p.name");
        out.words("strong", &title);
        out.words("span.state", key);
        out.close();
        out.line("p", &condition.text);
        if let Some(given) = &condition.source {
            let fold = ["condition.", &condition.id].concat();
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
                let same = |other: &&crate::embed::Notice| other.id == *id;
                let together = match id.as_str() {
                    "past-review" => Some("page.notices.past-review"),
                    "recalled" => Some("page.notices.recalled"),
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
                                out.line("li", &notice.text);
                            }
                            out.close();
                        }
                        out.close();
                        out.close();
                    }
                    None => out.line("p", &notice.text),
                }
                out.close();
            }
            out.close();
            out.close();
        }
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

    fn with_unit(&self, amount: &Amount) -> String {
        let range = amount.shown.clone();
        match amount.unit.as_str() {
            "yuan" => self.say("unit.yuan", &[("value", &range)]),
            "percent-a-year" => range.replace('–', "%–") + "%",
            _ => range,
        }
    }
}

/// A picture of who pays the interest.
fn split(out: &mut Elements, outcome: &Outcome) {
    let parts = || {
        let total = outcome.amounts.get("total_interest")?;
        let part = outcome.amounts.get("subsidy")?;
        let whole = fen(&total.low).filter(|whole| *whole > 0 && total.low == total.high)?;
        let width = |text| Some(fen(text)?.min(whole) * 1000 / whole);
        Some((width(&part.low)?, width(&part.high)?))
    };
    let Some((low, high)) = parts() else {
        return;
    };
    out.open("div.split");
    out.open("svg|viewBox=0 0 1000 10|preserveAspectRatio=none|aria-hidden=true");
    piece(out, "rect.state", 0, low);
    piece(out, "rect.open", low, high);
    piece(out, "rect.own", high, 1000);
    out.close();
    out.open("ul.legend|aria-hidden=true");
    if low > 0 {
        out.words("li.state", "page.split.state");
    }
    if high > low {
        out.words("li.open", "page.split.open");
    }
    if high < 1000 {
        out.words("li.own", "page.split.own");
    }
    out.close();
    out.close();
}

fn piece(out: &mut Elements, name: &'static str, from: i64, to: i64) {
    out.open("");
    if to > from {
        rect(out, name, from, 0, to - from, 10);
    }
    out.close();
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

fn verdict(out: &mut Elements, verdict: Verdict) {
    let (name, holds, key) = match verdict {
        Verdict::Eligible => ("span.verdict yes", Holds::Yes, "verdict.eligible"),
        Verdict::NotEligible => ("span.verdict no", Holds::No, "verdict.not-eligible"),
        Verdict::Depends => ("span.verdict unknown", Holds::Unknown, "verdict.depends"),
        Verdict::NoRule => ("span.verdict unknown", Holds::Unknown, "verdict.no-rule"),
    };
    out.open(name);
    mark(out, holds);
    out.words("span", key);
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
