//! A table as CSV (RFC 4180), as Excel opens it: UTF-8 with its mark, CRLF, nothing that it would run.

use super::table::{Table, Value};

/// The file of a table.
pub fn csv(table: &Table) -> String {
    let mut out = String::from('\u{feff}');
    let heads = table.heads.iter().map(|head| Value::Text(head.clone()));
    line(&mut out, &heads.collect::<Vec<_>>());
    for row in &table.rows {
        line(&mut out, row);
    }
    out
}

fn line(out: &mut String, cells: &[Value]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        match cell {
            Value::Number(number) => out.push_str(number),
            Value::Text(text) => field(out, text),
        }
    }
    out.push_str("\r\n");
}

/// A text. What a spreadsheet would take for a formula has an apostrophe in front of it: OWASP, "CSV
/// Injection". Every such sign also where a line begins inside the text, for readers that cut there.
fn field(out: &mut String, text: &str) {
    let runs = |first: char| "=+-@\t\r＝＋－＠".contains(first);
    let text = match text.trim_start_matches([' ', '\n', '\0']).starts_with(runs) {
        true => &["'", text].concat(),
        false => text,
    };
    if !text.contains(['"', ',', '\r', '\n', ';', '\t', '\'', ' ']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{Table, Value, csv};

    fn one(text: &str) -> String {
        let table = Table {
            id: String::new(),
            text: String::new(),
            heads: vec!["名称".into()],
            rows: vec![vec![Value::Text(text.into())]],
        };
        csv(&table)
    }

    #[test]
    fn a_text_is_quoted_as_rfc_4180_says() {
        for (text, expected) in [
            ("还款", "还款"),
            ("a,b", "\"a,b\""),
            ("he said \"no\"", "\"he said \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(one(text), format!("\u{feff}名称\r\n{expected}\r\n"));
        }
    }

    #[test]
    fn nothing_is_run() {
        // The signs that OWASP's page on CSV injection lists.
        for text in [
            "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1",
        ] {
            let file = one(text);
            let cell = file.lines().nth(1).unwrap_or_default();
            assert!(
                cell.starts_with("\"'") || cell.starts_with('\''),
                "{text:?} became {cell:?}"
            );
        }
    }

    #[test]
    fn a_number_is_a_number() {
        let table = Table {
            id: String::new(),
            text: String::new(),
            heads: vec!["元".into()],
            rows: vec![vec![Value::Number("-1234567.50".into())]],
        };
        assert_eq!(csv(&table), "\u{feff}元\r\n-1234567.50\r\n");
    }
}
