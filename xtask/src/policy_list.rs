//! `policy list`: every figure as it reads on a day, by benefit.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use new_citizen_calculator::input::Json;
use new_citizen_calculator::policy::{
    CONFIRMATIONS, Date, Figure, Given, Pack, Reading, State, Value,
};

use crate::policy_packs::{File, folder, shipped, sound};
use crate::policy_table::{Table, print, short};

/// The six readings.
pub const STATES: [State; 6] = [
    State::Known,
    State::PastReview,
    State::NotYetInForce,
    State::Lapsed,
    State::Unsettled,
    State::Unknown,
];

/// What confirms a figure without a value.
const NOTHING: &str = "-";

/// Which figures are asked for.
#[derive(Default)]
pub struct Filter {
    /// The first word of their ids.
    pub benefit: Option<String>,
    /// How they read.
    pub reading: Option<String>,
    /// How one of their values was confirmed.
    pub confirmed: Option<String>,
}

/// A figure on a day.
struct Row<'a> {
    pack: &'a Pack,
    figure: &'a Figure,
    reading: Reading<'a>,
}

/// Prints the table.
pub fn list(root: &Path, on: Date, filter: &Filter) -> Result<bool> {
    let files = folder(&shipped(root))?;
    sound(&files, root)?;
    let told = tell(&files, on, filter)?;
    print(&told);
    Ok(true)
}

fn tell(files: &[File], on: Date, filter: &Filter) -> Result<String> {
    let mut benefits: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for pack in files.iter().flat_map(|file| &file.pack) {
        for figure in pack.figures() {
            let reading = figure.reading(on, None);
            let row = Row {
                pack,
                figure,
                reading,
            };
            benefits.entry(row.benefit()).or_default().push(row);
        }
    }
    if let Some(asked) = &filter.benefit
        && !benefits.contains_key(asked.as_str())
    {
        let known: Vec<&str> = benefits.into_keys().collect();
        bail!(
            "no figure starts with `{asked}`; there are {}",
            known.join(", ")
        );
    }
    let mut told = String::new();
    let mut rows = Vec::new();
    for (benefit, mut found) in benefits {
        found.retain(|row| filter.asks_for(row));
        found.sort_by(|a, b| (&a.figure.id, a.pack.layer).cmp(&(&b.figure.id, b.pack.layer)));
        if found.is_empty() {
            continue;
        }
        let mut table = Table::new(&[benefit, "value", "reading", "confirmed", "pack", "source"]);
        for row in &found {
            table.row(row.cells());
        }
        told += &format!("{table}\n");
        rows.extend(found);
    }
    told += &format!("{} figures on {on}\n", rows.len());
    let count = |of: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| of(row)).count();
    let states = STATES.map(|state| (state.id(), count(&|row| row.reading.state == state)));
    told += &format!("by reading: {}\n", totals(&states));
    let ways = CONFIRMATIONS.iter().chain([&NOTHING]);
    let ways: Vec<_> = ways
        .map(|way| (*way, count(&|row| row.weakest() == *way)))
        .collect();
    told += &format!("by confirmation (the weakest of each): {}\n", totals(&ways));
    Ok(told)
}

fn totals(counts: &[(&str, usize)]) -> String {
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(what, count)| format!("{what} {count}"))
        .collect();
    counts.join(" · ")
}

impl Filter {
    fn asks_for(&self, row: &Row) -> bool {
        let fits = |asked: &Option<String>, given: &str| asked.as_ref().is_none_or(|a| a == given);
        let confirmed = |asked: &String| row.ways().any(|way| way == asked);
        fits(&self.benefit, row.benefit())
            && fits(&self.reading, row.reading.state.id())
            && self.confirmed.as_ref().is_none_or(confirmed)
    }
}

impl<'a> Row<'a> {
    fn benefit(&self) -> &'a str {
        self.figure.id.split('.').next().unwrap_or_default()
    }

    fn values(&self) -> &'a [Given] {
        self.reading.entry.map_or(&[], |entry| &entry.values)
    }

    fn ways(&self) -> impl Iterator<Item = &'a str> {
        self.values().iter().filter_map(Given::confirmed)
    }

    /// How the least sure of its values was confirmed.
    fn weakest(&self) -> &'a str {
        let rank = |way: &&str| CONFIRMATIONS.iter().position(|known| known == way);
        self.ways().max_by_key(rank).unwrap_or(NOTHING)
    }

    fn cells(&self) -> [String; 6] {
        let values: Vec<String> = self.values().iter().map(value).collect();
        let mut value = short(&values.join(" | "), 34);
        match (self.reading.state, self.reading.entry) {
            (State::NotYetInForce, Some(entry)) => value += &format!(" from {}", entry.from),
            (State::Lapsed, Some(entry)) => {
                value += &entry
                    .until
                    .map_or(String::new(), |end| format!(" until {end}"));
            }
            (_, None) => value = NOTHING.into(),
            _ if value.is_empty() => value = NOTHING.into(),
            _ => {}
        }
        let mut sources: Vec<&str> = self
            .values()
            .iter()
            .filter_map(|v| self.source(v))
            .collect();
        sources.dedup();
        [
            format!("  {}", self.figure.id),
            value,
            self.reading.state.id().into(),
            self.weakest().into(),
            format!("{}/{}", self.pack.layer.id(), self.pack.id),
            short(&sources.join("；"), 60),
        ]
    }

    /// The number of the document that a value stands in, or its title.
    fn source(&self, given: &Given) -> Option<&'a str> {
        let document = self.pack.document(given.source()?.text("document"))?;
        document.may("number").or(document.may("title"))
    }
}

fn value(given: &Given) -> String {
    match given.value() {
        Value::One(text) => text.into(),
        Value::List(items) => {
            let items: Vec<&str> = items.iter().filter_map(Json::as_text).collect();
            items.join(", ")
        }
        Value::Bands(bands) => format!("{} bands", bands.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, tell};
    use crate::policy_packs::File;
    use new_citizen_calculator::policy::Date;
    use std::path::Path;

    fn told(on: &str, filter: &Filter) -> String {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/packs/good/full.json");
        let file = File::read(&path).expect("a pack");
        let on = Date::parse(on).expect("a day");
        tell(&[file], on, filter).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn a_day_decides_what_is_shown() {
        let all = Filter::default();
        for (on, line) in [
            (
                "2019-12-31",
                "example.most  50000.00 from 2020-01-01  not-yet-in-force  official",
            ),
            ("2020-01-01", "example.most  50000.00  known"),
            ("2023-01-01", "example.most  -  unknown"),
            (
                "2025-06-01",
                "example.most  80000 | 90000  unsettled  recalled",
            ),
        ] {
            let told = told(on, &all);
            let squeezed = told
                .split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty());
            let squeezed = squeezed.collect::<Vec<_>>().join("  ");
            assert!(squeezed.contains(line), "{on}: {line}\n{squeezed}");
        }
    }

    #[test]
    fn a_filter_leaves_the_rest_out() {
        let filter = Filter {
            benefit: Some("another".into()),
            ..Filter::default()
        };
        assert!(told("2025-06-01", &filter).contains("no figure starts with `another`"));
        let filter = Filter {
            reading: Some("lapsed".into()),
            ..Filter::default()
        };
        assert!(told("2025-06-01", &filter).contains("0 figures on 2025-06-01"));
    }
}
