//! What is printed: tables whose columns line up on a terminal, Chinese included.

use std::fmt;
use std::io::Write;

/// Rows of cells; the first row is the heading.
#[derive(Default)]
pub struct Table(Vec<Vec<String>>);

impl Table {
    /// A table with this heading.
    pub fn new(heading: &[&str]) -> Self {
        Table(vec![heading.iter().map(|cell| cell.to_string()).collect()])
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.0.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let columns = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            let cells = self
                .0
                .iter()
                .filter_map(|row: &Vec<String>| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        for row in &self.0 {
            let mut line = String::new();
            for (cell, widest) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', widest - width(cell) + 2));
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Prints a text. That nobody reads on, as after `| head`, is no error.
pub fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// How many columns of a terminal a text takes: two for each Chinese character.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}');
    text.chars().map(|c| 1 + usize::from(wide(c))).sum()
}

/// A text cut to a length, with an ellipsis where something is left out.
pub fn short(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.into();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut) + 3 > most {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::{Table, short};

    #[test]
    fn columns_line_up_under_chinese_too() {
        let mut table = Table::new(&["place", "n"]);
        table.row(["北京".into(), "1".into()]);
        table.row(["a".into(), "2".into()]);
        assert_eq!(table.to_string(), "place  n\n北京   1\na      2\n");
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(short("abcdef", 6), "abcdef");
        assert_eq!(short("abcdefg", 6), "abcd…");
        assert_eq!(short("普惠金融", 6), "普惠…");
    }
}
