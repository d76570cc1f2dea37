//! The picture of what makes up a whole, such as who pays the interest.

use super::answer::{last_row, opens, rect};
use super::element::Elements;
use super::page::{Page, fen, row_name};
use crate::embed::{Amount, Outcome};

/// The colours of the parts of a whole, in the bar and below it. The last is what is left to pay.
const PIECES: [[&str; 2]; 4] = [
    ["rect.state", "li.state"],
    ["rect.second", "li.second"],
    ["rect.third", "li.third"],
    ["rect.own", "li.own"],
];

fn colour(at: usize, parts: usize) -> usize {
    match at + 1 == parts {
        true => 3,
        false => at.min(2),
    }
}

/// The amount of that id, of a row (0: of none).
fn found<'a>(outcome: &'a Outcome, id: &str, row: u8) -> Option<&'a Amount> {
    match row {
        0 => outcome.amounts.get(id),
        row => outcome.amounts.get(&row_name(id, row)),
    }
}

impl Page {
    /// A bar, or one for each row, all to one scale; nothing while the whole is open.
    pub(super) fn split(&self, out: &mut Elements, outcome: &Outcome) {
        let Some(whole) = &outcome.whole else { return };
        let own = self.all_amounts().iter().find(|amount| amount.id == whole);
        let group = own.and_then(|amount| amount.row);
        let rows = match group {
            Some(_) => 1..=last_row(outcome),
            None => 0..=0,
        };
        let mut bars = Vec::new();
        let mut most = 0;
        for row in rows {
            let known = |id: &String| found(outcome, id, row).is_some();
            if let Some(amount) = found(outcome, whole, row)
                && amount.low == amount.high
                && let Some(width) = fen(&amount.low).filter(|width| *width > 0)
                && outcome.parts.iter().any(known)
            {
                most = most.max(width);
                bars.push((row, width, amount));
            }
        }
        if bars.is_empty() {
            return;
        }
        out.open("div.split");
        // What is seen of each part, and last of what is open.
        let mut seen: Vec<Option<&str>> = vec![None; outcome.parts.len() + 1];
        for (row, width, amount) in bars {
            if let Some(group) = group {
                out.open("p.line");
                opens(out, "amount.", &row_name(whole, row));
                out.line("span", &self.row_words(group, row));
                out.line("strong", &self.with_unit(amount));
                out.close();
            }
            let mut open = width;
            let mut widths = Vec::new();
            for (at, part) in outcome.parts.iter().enumerate() {
                let part = found(outcome, part, row);
                let low = part.and_then(|part| fen(&part.low));
                let low = low.unwrap_or_default().clamp(0, open);
                open -= low;
                widths.push(low);
                if low > 0 {
                    seen[at] = part.map(|part| part.text.as_str());
                }
            }
            if open > 0 {
                seen[widths.len()] = Some(self.words.word("page.split.open"));
            }
            bar(out, &widths, open, most);
        }
        out.open("ul.legend|aria-hidden=true");
        let parts = outcome.parts.len();
        for (at, text) in seen.iter().enumerate() {
            if let Some(text) = text {
                let name = match at == parts {
                    true => "li.blank",
                    false => PIECES[colour(at, parts)][1],
                };
                out.line(name, text);
            }
        }
        out.close();
        out.close();
    }
}

/// One bar. What is open lies between the first part and the others.
fn bar(out: &mut Elements, widths: &[i64], open: i64, most: i64) {
    out.open("svg|viewBox=0 0 1000 10|preserveAspectRatio=none|aria-hidden=true");
    let mut from = 0;
    for (at, width) in widths.iter().enumerate() {
        let name = PIECES[colour(at, widths.len())][0];
        piece(out, name, from, from + width, most);
        from += width;
        if at == 0 {
            piece(out, "rect.blank", from, from + open, most);
            from += open;
        }
    }
    out.close();
}

fn piece(out: &mut Elements, name: &'static str, from: i64, to: i64, most: i64) {
    let x = |at: i64| at * 1000 / most;
    let gap = if to < most { 3 } else { 0 };
    out.open("");
    if to > from {
        rect(out, name, x(from), 0, (x(to) - x(from) - gap).max(3), 10);
    }
    out.close();
}
