//! The picture of the repayment, and the same as a table.

use super::answer::{opens, rect};
use super::element::Elements;
use super::page::{Page, fen, row_name};
use crate::embed::{Amount, Outcome, Schedule};
use crate::money::grouped;
use rust_decimal::Decimal;

/// Up to so many payments have a bar each; more are drawn year by year.
const MOST_BARS: usize = 36;
/// Units of the picture: each bar's share of the width, and the height.
const STEP: usize = 20;
const HEIGHT: i64 = 1000;

/// What is paid in a month or a year, in 分.
struct Bar {
    at: u32,
    principal: i64,
    interest: i64,
}

fn bars(schedule: &Schedule) -> (bool, Vec<Bar>) {
    let yearly = schedule.rows.len() > MOST_BARS;
    let mut bars: Vec<Bar> = Vec::new();
    for row in &schedule.rows {
        let at = match yearly {
            true => row.month.saturating_sub(1) / 12 + 1,
            false => row.month,
        };
        let (principal, interest) = (amount(&row.principal), amount(&row.interest));
        match bars.last_mut() {
            Some(bar) if bar.at == at => {
                bar.principal += principal;
                bar.interest += interest;
            }
            _ => bars.push(Bar {
                at,
                principal,
                interest,
            }),
        }
    }
    (yearly, bars)
}

fn amount(text: &str) -> i64 {
    fen(text).unwrap_or_default()
}

fn shown(fen: i64) -> String {
    grouped(Decimal::new(fen, 2), 2)
}

/// The distance between two lines of the scale (1, 2 or 5 and noughts) and how many there are, so
/// that `most` fits below the last.
pub(super) fn scale(most: i64) -> (i64, i64) {
    let mut ten: i64 = 1;
    loop {
        for step in [ten, 2 * ten, 5 * ten] {
            let lines = ((most + step - 1) / step).max(1);
            if lines <= 4 {
                return (step, lines);
            }
        }
        ten = ten.saturating_mul(10);
    }
}

/// What the picture shows.
struct Picture<'p> {
    bars: &'p [Bar],
    yearly: bool,
    /// What is paid back at once at the end, in words, where the bars show the interest alone.
    at_once: Option<&'p str>,
    /// All of it in words.
    told: &'p str,
    /// The amount whose steps tell it.
    whole: &'p str,
    /// The yuan from one line of the scale to the next, how many lines there are, and the 分 at the top.
    step: i64,
    lines: i64,
    top: i64,
}

impl Page {
    pub(super) fn chart(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        if let Some(schedule) = &outcome.schedule {
            let whole = outcome.whole.unwrap_or_default();
            self.drawn(out, schedule, whole, outcome.amounts.get(whole));
        }
        out.close();
    }

    /// The tables of payments of rows, each in a fold.
    pub(super) fn schedules(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        let group = self
            .schedule_rows()
            .filter(|_| !outcome.schedules.is_empty());
        if let Some(group) = group {
            out.open("section");
            out.key("schedules");
            out.words("h3", "page.table.caption");
            out.open("ul.rows");
            let whole = outcome.whole.unwrap_or_default();
            for schedule in &outcome.schedules {
                let row = schedule.row.unwrap_or_default();
                out.open("li");
                self.table(
                    out,
                    schedule,
                    &self.row_words(group, row),
                    &row_name(whole, row),
                );
                out.close();
            }
            out.close();
            out.close();
        }
        out.close();
    }

    fn schedule_rows(&self) -> Option<&'static str> {
        self.benefit?.whole().schedule.as_ref()?.row
    }

    /// The payments are pure arithmetic of the answers; so is the whole, whose steps tell it.
    fn drawn(&self, out: &mut Elements, schedule: &Schedule, whole: &str, steps: Option<&Amount>) {
        let (yearly, bars) = bars(schedule);
        let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
            return;
        };
        // All of the loan at the end: its bar would make the others too small to see.
        let at_once = match schedule.rows.as_slice() {
            [before @ .., last] if before.iter().all(|row| amount(&row.principal) == 0) => {
                let values = [
                    ("month", &*last.month.to_string()),
                    ("principal", &shown(amount(&last.principal))),
                ];
                Some(self.say("page.chart.at-once", &values))
            }
            _ => None,
        };
        let only_interest = at_once.is_some();
        let stacked = |bar: &Bar| if only_interest { 0 } else { bar.principal };
        let mut most = 0;
        for bar in &bars {
            most = most.max(stacked(bar) + bar.interest);
        }
        let (step, lines) = scale((most + 99) / 100);
        let top = step * lines * 100;
        let title = match (&at_once, yearly) {
            (Some(_), _) => "page.chart.interest",
            (None, true) => "page.chart.yearly",
            (None, false) => "page.chart.monthly",
        };
        let one = bars.len() == 1;
        let told = match one {
            true => self.bar_words(yearly, first),
            false => [self.bar_words(yearly, first), self.bar_words(yearly, last)].join(" … "),
        };
        out.open("section");
        // Two pictures are enough at once: this one waits in a fold.
        self.fold(out, "chart");
        out.words("span.line", title);
        if self.inside(out, "chart") {
            self.picture(
                out,
                &Picture {
                    bars: &bars,
                    yearly,
                    at_once: at_once.as_deref(),
                    told: &told,
                    whole,
                    step,
                    lines,
                    top,
                },
            );
            if let Some(steps) = steps {
                out.open("button.quiet|type=button");
                opens(out, "amount.", whole);
                out.text(&steps.text);
                out.close();
            }
        }
        out.close();
        out.close();
        self.table(out, schedule, self.words.word("page.table"), whole);
        out.close();
    }

    /// The bars, one for each payment or year.
    fn picture(&self, out: &mut Elements, picture: &Picture) {
        let Picture {
            bars,
            yearly,
            at_once,
            told,
            whole,
            step,
            lines,
            top,
        } = *picture;
        let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
            return;
        };
        let one = bars.len() == 1;
        let only_interest = at_once.is_some();
        out.open("");
        if let Some(at_once) = at_once {
            out.open("p");
            opens(out, "amount.", whole);
            out.text(at_once);
            out.close();
        }
        out.close();
        // One payment is no picture.
        out.open("figure");
        opens(out, "amount.", whole);
        out.set_if(one, "hidden", "hidden");
        out.open("ul.legend|aria-hidden=true");
        if !only_interest {
            out.words("li.principal", "page.principal");
        }
        out.words("li.interest", "page.interest");
        out.words("li.unit", "page.chart.unit");
        out.close();
        out.open("div.chart");
        out.open("div.scale|aria-hidden=true");
        for line in (0..=lines).rev() {
            out.line("span", &grouped(Decimal::new(step * line, 0), 0));
        }
        out.close();
        let width = (bars.len() * STEP).to_string();
        out.open("svg|preserveAspectRatio=none|role=img");
        out.set("viewBox", &["0 0 ", &width, " 1000"].concat());
        out.set("aria-label", told);
        out.open("");
        for line in 0..=lines {
            out.open("line|x1=0");
            out.set("x2", &width);
            out.set_number("y1", HEIGHT * line / lines);
            out.set_number("y2", HEIGHT * line / lines);
            out.close();
        }
        out.close();
        out.open("");
        let mut x = 3;
        for bar in bars {
            out.open("g");
            out.line("title", &self.bar_words(yearly, bar));
            let mut foot = HEIGHT;
            for (name, value) in [
                (
                    "rect.principal",
                    if only_interest { 0 } else { bar.principal },
                ),
                ("rect.interest", bar.interest),
            ] {
                let height = match value {
                    0 => 0,
                    // What is there is seen, however small.
                    value => (value * HEIGHT / top).max(6),
                };
                foot -= height;
                rect(out, name, x, foot.max(0), 14, height);
            }
            out.close();
            x += STEP as i64;
        }
        out.close();
        out.close();
        out.open("div.ends|aria-hidden=true");
        out.line("span", &self.at(yearly, first.at));
        if !one {
            out.line("span", &self.at(yearly, last.at));
        }
        out.close();
        out.close();
        out.close();
    }

    fn at(&self, yearly: bool, at: u32) -> String {
        let key = match yearly {
            true => "page.chart.year",
            false => "page.chart.month",
        };
        self.say(key, &[("at", &at.to_string())])
    }

    fn bar_words(&self, yearly: bool, bar: &Bar) -> String {
        let values = [
            ("at", &*self.at(yearly, bar.at)),
            ("principal", &shown(bar.principal)),
            ("interest", &shown(bar.interest)),
        ];
        self.say("page.chart.bar", &values)
    }

    fn table(&self, out: &mut Elements, schedule: &Schedule, name: &str, whole: &str) {
        let fold = row_name("table", schedule.row.unwrap_or_default());
        self.fold(out, &fold);
        out.line("span.line", name);
        if self.inside(out, &fold) {
            out.open("div.scroll|tabindex=0|role=region");
            out.set("aria-label", name);
            out.open("table");
            opens(out, "amount.", whole);
            out.words("caption", "page.table.caption");
            out.open("thead");
            out.open("tr");
            for head in &[
                "page.month",
                "page.payment",
                "page.principal",
                "page.interest",
                "page.balance",
            ] {
                out.words("th|scope=col", head);
            }
            out.close();
            out.close();
            out.open("tbody");
            let mut principal = 0;
            for row in &schedule.rows {
                principal += amount(&row.principal);
                out.open("tr");
                out.line("th|scope=row", &row.month.to_string());
                for cell in [&row.payment, &row.principal, &row.interest, &row.balance] {
                    out.line("td", &shown(amount(cell)));
                }
                out.close();
            }
            out.close();
            out.open("tfoot");
            out.open("tr");
            out.words("th|scope=row", "page.total");
            out.line("td", &shown(amount(&schedule.payment)));
            out.line("td", &shown(principal));
            out.line("td", &shown(amount(&schedule.interest)));
            out.empty("td");
            out.close();
            out.close();
            out.close();
            out.close();
        }
        out.close();
        out.close();
    }
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn the_scale_holds_the_tallest_bar_in_few_lines() {
        for most in [0, 1, 4, 5, 99, 5_861, 200_583, 1_000_000, 99_999_999] {
            let (step, lines) = scale(most);
            assert!(
                lines <= 4 && step * lines >= most,
                "{most}: {step} × {lines}"
            );
        }
        assert_eq!(scale(5_861), (2_000, 3));
    }
}
