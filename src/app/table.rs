//! What is shown side by side.

use super::element::Elements;
use super::page::Page;
use super::typed::parts;
use crate::embed::{Outcome, Table};
use crate::money::{grouped, parse};

/// Up to so many lines are shown at once; more are in a fold.
const SHOWN_LINES: usize = 6;

impl Page {
    pub(super) fn tables(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("");
        // What a line opens comes with the rest.
        for table in outcome.tables.iter().filter(|_| self.complete) {
            out.open("section");
            out.key(table.id);
            out.line("h3", &table.text);
            let lines = table.lines.len();
            if lines <= SHOWN_LINES {
                self.side_by_side(out, table);
            } else {
                let fold = ["lines.", table.id].concat();
                self.fold(out, &fold);
                out.said("span.line", "page.lines", &[("count", &lines.to_string())]);
                if self.inside(out, &fold) {
                    self.side_by_side(out, table);
                }
                out.close();
                out.close();
            }
            out.close();
        }
        out.close();
    }

    fn side_by_side(&self, out: &mut Elements, table: &Table) {
        let all_yuan = table.columns.iter().all(|column| column.unit == "yuan");
        let places = places(table);
        out.open("div.scroll|tabindex=0|role=region");
        out.set("aria-label", &table.text);
        out.open("table.lines");
        out.open("caption");
        out.line("span.spoken", &table.text);
        if all_yuan {
            out.text(self.words.word("page.chart.unit"));
        }
        out.close();
        out.open("thead");
        out.open("tr");
        out.empty("td");
        for column in table.columns.iter() {
            out.open("th|scope=col");
            out.text(&column.text);
            if column.unit == "yuan" && !all_yuan {
                out.words("span.of", "page.unit.yuan");
            }
            out.close();
        }
        out.close();
        out.close();
        out.open("tbody");
        for line in &table.lines {
            // Any cell may be pressed; the keyboard has one button for the line.
            let about = ["line.", table.id, ".", &line.id].concat();
            out.open("tr|tabindex=-1");
            out.join("data-do", "look-up ", &about);
            out.open("th|scope=row");
            out.open("button|type=button");
            out.join("data-do", "look-up ", &about);
            out.text(&line.text);
            out.words("span.spoken", "page.sources");
            out.close();
            out.close();
            for (column, cell) in table.columns.iter().zip(&line.cells) {
                let cell = cell.as_deref().unwrap_or("—");
                match column.unit {
                    "rule" | "names" => out.line("td.words", cell),
                    unit => out.line("td", &shown(unit, cell, places)),
                }
            }
            out.close();
        }
        out.close();
        out.close();
        out.close();
    }
}

/// How many decimals the yuan of a table have: none, where all are whole.
fn places(table: &Table) -> u32 {
    for line in &table.lines {
        for (column, cell) in table.columns.iter().zip(&line.cells) {
            for end in parts(cell.as_deref().unwrap_or_default(), '–') {
                if column.unit == "yuan" && parse(end).is_some_and(|yuan| !yuan.fract().is_zero()) {
                    return 2;
                }
            }
        }
    }
    0
}

/// A cell, or both ends of it, as a person reads it in its column.
fn shown(unit: &str, cell: &str, places: u32) -> String {
    let mut shown = String::new();
    for end in parts(cell, '–') {
        if !shown.is_empty() {
            shown.push('–');
        }
        match (parse(end), unit) {
            (Some(number), "yuan") => shown.push_str(&grouped(number, places)),
            (Some(number), "percent" | "percent-a-year") => {
                shown.push_str(&grouped(number, 0));
                shown.push('%');
            }
            (Some(number), _) => shown.push_str(&grouped(number, 0)),
            (None, _) => shown.push_str(end),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_cell_reads_as_its_column() {
        for (unit, cell, places, expected) in [
            ("yuan", "1234567.50", 2, "1,234,567.50"),
            ("yuan", "10.00–22.00", 0, "10–22"),
            ("yuan", "-3000.00", 0, "-3,000"),
            ("percent-a-year", "3.50–4.25", 0, "3.5%–4.25%"),
            ("months", "36", 2, "36"),
            ("day", "2026-11-23", 0, "2026-11-23"),
            ("yuan", "—", 0, "—"),
        ] {
            assert_eq!(shown(unit, cell, places), expected, "{unit} {cell}");
        }
    }
}
