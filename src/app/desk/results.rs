//! What came out, below the questions and in the same columns.

use super::super::element::Elements;
use super::Shown;
use super::columns::LETTERS;
use crate::embed::{Holds, Verdict};

/// A cell: how it is marked, and what it says.
#[derive(Clone)]
pub(super) struct Cell {
    pub class: &'static str,
    pub text: String,
    /// What belongs to it, below.
    pub more: String,
}

impl Cell {
    fn new(text: String) -> Cell {
        Cell {
            class: "",
            text,
            more: String::new(),
        }
    }
}

/// A line of what came out.
#[derive(Clone)]
pub(super) struct Told {
    pub id: String,
    pub text: String,
    pub class: &'static str,
    pub cells: Vec<Cell>,
}

impl Told {
    pub(super) fn differs(&self) -> bool {
        let mut cells = self.cells.iter();
        let first = cells.next();
        cells.any(|cell| {
            first.is_some_and(|first| first.text != cell.text || first.more != cell.more)
        })
    }
}

impl Shown<'_> {
    pub(super) fn results(&self, out: &mut Elements) {
        out.open("tbody.results|role=rowgroup");
        self.band(out, self.page.words.word("page.result"));
        self.all_told(out, &[self.headlines(), self.amounts()].concat());
        out.close();
        out.open("");
        let conditions = self.conditions();
        if !conditions.is_empty() {
            out.open("tbody.results|role=rowgroup");
            self.band(out, self.page.words.word("page.conditions"));
            self.all_told(out, &conditions);
            out.close();
        }
        out.close();
    }

    fn all_told(&self, out: &mut Elements, lines: &[Told]) {
        out.open("");
        for line in lines {
            self.told(out, line);
        }
        out.close();
    }

    fn told(&self, out: &mut Elements, line: &Told) {
        out.open("tr|role=row");
        out.key(&line.id);
        let differs = line.differs();
        out.set(
            "class",
            &[line.class, if differs { " differs" } else { "" }].concat(),
        );
        out.open("th|role=rowheader|scope=row");
        out.line("span", &line.text);
        self.tag(out, differs);
        out.close();
        for (letter, cell) in LETTERS.iter().zip(&line.cells) {
            out.open("td|role=cell");
            out.key(letter);
            out.open("span");
            out.set("class", cell.class);
            out.text(&cell.text);
            out.close();
            out.maybe("p.help", Some(&*cell.more).filter(|more| !more.is_empty()));
            out.close();
        }
        out.close();
    }

    /// Whether it can be had, and the whole result in a sentence; where all columns are one case, that
    /// is said above them.
    pub(super) fn headlines(&self) -> Vec<Told> {
        let word = |key: &str| self.page.words.word(key).to_string();
        let mut lines = Vec::new();
        if self.columns.rows.is_some() {
            return lines;
        }
        let outcomes = self.all_outcomes();
        if outcomes
            .iter()
            .any(|outcome| !outcome.conditions.is_empty())
        {
            let cells = outcomes.iter().map(|outcome| {
                let (class, key) = match outcome.verdict {
                    Verdict::Eligible => ("yes", "verdict.eligible"),
                    Verdict::NotEligible => ("no", "verdict.not-eligible"),
                    Verdict::Depends => ("unknown", "verdict.depends"),
                    Verdict::NoRule => ("unknown", "verdict.no-rule"),
                };
                Cell {
                    class,
                    ..Cell::new(word(key))
                }
            });
            lines.push(Told {
                id: "verdict".into(),
                text: word("desk.verdict"),
                class: "",
                cells: cells.collect(),
            });
        }
        let cells = outcomes.iter().map(|outcome| {
            let (first, rest) = outcome
                .sentence
                .split_once('\n')
                .unwrap_or((&outcome.sentence, ""));
            Cell {
                more: rest.into(),
                ..Cell::new(first.into())
            }
        });
        lines.push(Told {
            id: "sentence".into(),
            text: word("desk.sentence"),
            class: "sentences",
            cells: cells.collect(),
        });
        lines
    }

    /// The amounts of which there is any, in the benefit's order; of rows each by itself.
    pub(super) fn amounts(&self) -> Vec<Told> {
        let mut lines: Vec<Told> = Vec::new();
        let whole = self.benefit.whole();
        let main = whole.what_if.amounts.first();
        for amount in whole.amounts {
            let of_columns = self.columns.rows.is_some();
            if of_columns && amount.row.is_none() {
                continue;
            }
            let mut ids = vec![amount.id.to_string()];
            if !of_columns && amount.row.is_some() {
                let names = self
                    .all_outcomes()
                    .into_iter()
                    .flat_map(|found| found.amounts.iter());
                let start = [amount.id, "."].concat();
                ids = names
                    .filter(|(name, _)| name.starts_with(&start))
                    .map(|(name, _)| name.to_string())
                    .collect();
                ids.sort_unstable();
                ids.dedup();
            }
            for id in ids {
                let found = (0..self.count()).map(|at| self.amount(at, &id));
                let found: Vec<_> = found.collect();
                let Some(any) = found.iter().flatten().next() else {
                    continue;
                };
                let text = match (amount.row, any.row) {
                    (Some(group), Some(row)) if !of_columns => {
                        let row = self.page.row_words(group, row);
                        let values = [("row", &*row), ("text", &*any.text)];
                        self.page.say("desk.of-row", &values)
                    }
                    _ => any.text.clone(),
                };
                let cells = found.iter().map(|found| {
                    Cell::new(match found {
                        Some(amount) if !amount.wide => self.page.with_unit(amount),
                        _ => "—".into(),
                    })
                });
                lines.push(Told {
                    cells: cells.collect(),
                    class: match main == Some(&amount.id) {
                        true => "main",
                        false => "",
                    },
                    text,
                    id,
                });
            }
        }
        lines
    }

    /// What must hold, and whether it does.
    pub(super) fn conditions(&self) -> Vec<Told> {
        let mut lines = Vec::new();
        let outcomes = self.all_outcomes();
        for condition in self.benefit.whole().conditions {
            let found = outcomes.iter().map(|outcome| {
                let mut conditions = outcome.conditions.iter();
                conditions.find(|found| found.id == condition.id)
            });
            let found: Vec<_> = found.collect();
            if found.iter().all(Option::is_none) {
                continue;
            }
            let cells = found.iter().map(|found| {
                let Some(found) = found else {
                    return Cell::new("—".into());
                };
                let (class, key) = match found.holds {
                    Holds::Yes => ("yes", "page.holds.yes"),
                    Holds::No => ("no", "page.holds.no"),
                    Holds::Unknown => ("unknown", "page.holds.unknown"),
                };
                Cell {
                    class,
                    text: self.page.word(key),
                    more: match found.holds {
                        Holds::Yes => String::new(),
                        _ => found.text.clone(),
                    },
                }
            });
            let title = [self.benefit.id, ".condition.", condition.id].concat();
            lines.push(Told {
                id: condition.id.into(),
                text: self.page.word(&title),
                class: "",
                cells: cells.collect(),
            });
        }
        lines
    }
}
