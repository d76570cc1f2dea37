//! The picture of the repayment, and the same as a table.

use super::page::{Page, fen};
use crate::embed::{Outcome, Schedule};
use crate::money::grouped;
use rust_decimal::Decimal;
use yew::html::Scope;
use yew::{Html, html};

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
fn scale(most: i64) -> (i64, i64) {
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

impl Page {
    pub(super) fn chart(&self, link: &Scope<Page>, outcome: &Outcome) -> Html {
        let Some(schedule) = &outcome.schedule else {
            return Html::default();
        };
        let (yearly, bars) = bars(schedule);
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
        let totals = bars.iter().map(|bar| stacked(bar) + bar.interest);
        let most = totals.max().unwrap_or_default();
        let (step, lines) = scale((most + 99) / 100);
        let top = step * lines * 100;
        let height = |value: i64| match value {
            0 => 0,
            // What is there is seen, however small.
            value => (value * HEIGHT / top).max(6),
        };
        let drawn = bars.iter().enumerate().map(|(place, bar)| {
            let (principal, interest) = (height(stacked(bar)), height(bar.interest));
            let x = (place * STEP + 3).to_string();
            let rect = |class: &'static str, foot: i64, height: i64| {
                let y = (HEIGHT - foot - height).max(0).to_string();
                html! { <rect class={class} x={x.clone()} y={y} width="14" height={height.to_string()} /> }
            };
            html! {
                <g>
                    <title>{ self.bar_words(yearly, bar) }</title>
                    { rect("principal", 0, principal) }
                    { rect("interest", principal, interest) }
                </g>
            }
        });
        let width = (bars.len() * STEP).to_string();
        let rules = (0..=lines).map(|line| {
            let y = (HEIGHT * line / lines).to_string();
            html! { <line x1="0" x2={width.clone()} y1={y.clone()} y2={y} /> }
        });
        let marks = (0..=lines).rev().map(|line| {
            html! { <span>{ grouped(Decimal::new(step * line, 0), 0) }</span> }
        });
        let ends: Vec<&Bar> = match bars.as_slice() {
            [] => return Html::default(),
            [only] => vec![only],
            [first, .., last] => vec![first, last],
        };
        let told: Vec<String> = ends.iter().map(|bar| self.bar_words(yearly, bar)).collect();
        let at = |bar: &&Bar| html! { <span>{ self.at(yearly, bar.at) }</span> };
        let title = match (&at_once, yearly) {
            (Some(_), _) => "page.chart.interest",
            (None, true) => "page.chart.yearly",
            (None, false) => "page.chart.monthly",
        };
        html! {
            <section>
                <h3>{ self.word(title) }</h3>
                { at_once.map(|words| html! { <p>{ words }</p> }).unwrap_or_default() }
                // One payment is no picture.
                <figure hidden={bars.len() == 1}>
                    <ul class="legend" aria-hidden="true">
                        if !only_interest { <li class="principal">{ self.word("page.principal") }</li> }
                        <li class="interest">{ self.word("page.interest") }</li>
                        <li class="unit">{ self.word("page.chart.unit") }</li>
                    </ul>
                    <div class="chart">
                        <div class="scale" aria-hidden="true">{ for marks }</div>
                        <svg viewBox={["0 0 ", &width, " 1000"].concat()} preserveAspectRatio="none" role="img"
                            aria-label={told.join(" … ")}>
                            <>{ for rules }</>
                            <>{ for drawn }</>
                        </svg>
                        <div class="ends" aria-hidden="true">{ for ends.iter().map(at) }</div>
                    </div>
                </figure>
                { self.table(link, schedule) }
            </section>
        }
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
            ("at", self.at(yearly, bar.at)),
            ("principal", shown(bar.principal)),
            ("interest", shown(bar.interest)),
        ];
        let values = [0, 1, 2].map(|n: usize| (values[n].0, values[n].1.as_str()));
        self.say("page.chart.bar", &values)
    }

    fn table(&self, link: &Scope<Page>, schedule: &Schedule) -> Html {
        let cell = |text: &str| html! { <td>{ shown(amount(text)) }</td> };
        let heads = [
            "page.month",
            "page.payment",
            "page.principal",
            "page.interest",
            "page.balance",
        ];
        let inside = || {
            let rows = schedule.rows.iter().map(|row| {
                html! {
                    <tr>
                        <th scope="row">{ row.month }</th>
                        { cell(&row.payment) }
                        { cell(&row.principal) }
                        { cell(&row.interest) }
                        { cell(&row.balance) }
                    </tr>
                }
            });
            let principal = schedule.rows.iter().map(|row| amount(&row.principal));
            html! {
                <div class="scroll" tabindex="0" role="region" aria-label={self.word("page.table")}>
                    <table>
                        <caption>{ self.word("page.table.caption") }</caption>
                        <thead><tr>{ for heads.iter().map(|head| html! { <th scope="col">{ self.word(head) }</th> }) }</tr></thead>
                        <tbody>{ for rows }</tbody>
                        <tfoot>
                            <tr>
                                <th scope="row">{ self.word("page.total") }</th>
                                { cell(&schedule.payment) }
                                <td>{ shown(principal.sum()) }</td>
                                { cell(&schedule.interest) }
                                <td></td>
                            </tr>
                        </tfoot>
                    </table>
                </div>
            }
        };
        let summary = html! { <span class="line">{ self.word("page.table") }</span> };
        self.fold(link, "table", summary, &inside)
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
