//! Every table of a result, as plain rows.

use super::Kept;
use crate::embed::{Figure, Schedule, Table as Shown};
use crate::money;

/// What is in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A decimal, with a point and without commas.
    Number(String),
}

impl Value {
    /// A number where it is one, else words.
    pub(super) fn of(text: &str) -> Value {
        match money::parse(text) {
            Some(_) => Value::Number(text.into()),
            None => Value::Text(text.into()),
        }
    }
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its lasting id.
    pub id: String,
    /// What it shows, in words.
    pub text: String,
    /// The headings, with units.
    pub heads: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<Vec<Value>>,
}

impl Kept<'_> {
    /// The table of that id: `amounts`, `answers`, `conditions`, `steps`, `figures`, `payments` (of a row:
    /// `payments.2`), or what is shown side by side by its own id.
    pub fn table(&self, id: &str) -> Option<Table> {
        let table = |name: &str, heads: &[&str], rows| {
            let heads = heads.iter().map(|head| self.word(head).into()).collect();
            let text = self.word(name).into();
            let id = id.into();
            Some(Table {
                id,
                text,
                heads,
                rows,
            })
        };
        match id {
            "amounts" => table(
                "workbook.amounts",
                &[
                    "workbook.row",
                    "workbook.what",
                    "workbook.least",
                    "workbook.most",
                    "workbook.unit",
                ],
                self.amounts(),
            ),
            "answers" => table(
                "workbook.answers",
                &[
                    "workbook.row",
                    "workbook.question",
                    "workbook.answer",
                    "workbook.unit",
                ],
                self.answered(),
            ),
            "conditions" => table(
                "workbook.conditions",
                &[
                    "workbook.holds",
                    "workbook.what",
                    "workbook.distance",
                    "workbook.document",
                    "workbook.number",
                    "workbook.article",
                    "workbook.address",
                ],
                self.conditions(),
            ),
            "steps" => table(
                "workbook.steps",
                &[
                    "workbook.row",
                    "workbook.what",
                    "workbook.value",
                    "workbook.how",
                ],
                self.worked(),
            ),
            "figures" => table("workbook.figures", &FIGURE_HEADS, self.figures()),
            _ => self.payments(id).or_else(|| self.side_by_side(id)),
        }
    }

    fn amounts(&self) -> Vec<Vec<Value>> {
        let amounts = self.outcome.amounts.iter();
        let rows = amounts.map(|(id, amount)| {
            vec![
                Value::Text(self.row_name(self.group_of_amount(id), amount.row.unwrap_or(0))),
                Value::Text(amount.text.clone()),
                Value::of(&amount.low),
                Value::of(&amount.high),
                Value::Text(self.unit(amount.unit)),
            ]
        });
        rows.collect()
    }

    fn answered(&self) -> Vec<Vec<Value>> {
        let asked = self.asked().into_iter();
        let rows = asked.map(|(question, row)| {
            vec![
                Value::Text(self.row_name(question.row, row)),
                Value::Text(self.question(question)),
                Value::of(&self.answer_text(question, row)),
                Value::Text(self.unit_of(question)),
            ]
        });
        rows.collect()
    }

    fn conditions(&self) -> Vec<Vec<Value>> {
        let conditions = self.outcome.conditions.iter();
        let rows = conditions.map(|condition| {
            let holds = match condition.holds {
                crate::embed::Holds::Yes => "workbook.holds.yes",
                crate::embed::Holds::No => "workbook.holds.no",
                crate::embed::Holds::Unknown => "workbook.holds.unknown",
            };
            let distance = condition.distance.as_ref();
            let source = condition.source.as_ref();
            let of = |text: Option<&String>| Value::Text(text.cloned().unwrap_or_default());
            vec![
                Value::Text(self.word(holds).into()),
                Value::Text(condition.text.clone()),
                of(distance.map(|distance| &distance.text)),
                of(source.map(|source| &source.title)),
                of(source.and_then(|source| source.number.as_ref())),
                of(source.and_then(|source| source.article.as_ref())),
                of(source.and_then(|source| source.address.as_ref())),
            ]
        });
        rows.collect()
    }

    fn worked(&self) -> Vec<Vec<Value>> {
        let rows = self.outcome.steps.iter().map(|step| {
            let group = self.group_of_step(step.id, step.row);
            vec![
                Value::Text(self.row_name(group, step.row.unwrap_or(0))),
                Value::Text(step.text.clone()),
                Value::of(&step.value),
                Value::Text(step.formula.clone()),
            ]
        });
        rows.collect()
    }

    fn figures(&self) -> Vec<Vec<Value>> {
        let mut rows = Vec::new();
        for figure in &self.outcome.figures {
            for (at, _) in figure.values.iter().enumerate() {
                let cells = self.figure(figure, at);
                rows.push(cells.iter().map(|cell| Value::of(cell)).collect());
            }
        }
        rows
    }

    /// A figure with one of its values, as [`FIGURE_HEADS`] head it.
    pub(super) fn figure(&self, figure: &Figure, at: usize) -> [String; 13] {
        let given = figure.values.get(at);
        let source = given.and_then(|given| given.source.as_ref());
        let of = |text: Option<&String>| text.cloned().unwrap_or_default();
        let confirmed = source.and_then(|source| source.confirmed.as_deref());
        [
            figure.id.clone(),
            figure.text.clone(),
            of(given.map(|given| &given.value)),
            self.unit(&figure.unit),
            of(figure.from.as_ref()),
            of(figure.until.as_ref()),
            figure.reading_text.clone(),
            of(source.map(|source| &source.title)),
            of(source.and_then(|source| source.number.as_ref())),
            of(source.and_then(|source| source.article.as_ref())),
            of(source.and_then(|source| source.address.as_ref())),
            confirmed.map_or(String::new(), |how| {
                self.word(&["confirmation.", how].concat()).into()
            }),
            of(source.and_then(|source| source.confirmed_on.as_ref())),
        ]
    }

    /// The table of payments of that id.
    fn payments(&self, id: &str) -> Option<Table> {
        let row = match id.strip_prefix("payments")? {
            "" => None,
            row => Some(row.strip_prefix('.')?.parse().ok()?),
        };
        let schedule = self.schedules().find(|schedule| schedule.row == row)?;
        let heads = PAYMENT_HEADS.map(|head| self.word(head).into());
        let rows = schedule.rows.iter().map(|row| {
            let month = row.month.to_string();
            let cells = [
                &month,
                &row.payment,
                &row.principal,
                &row.interest,
                &row.balance,
            ];
            cells.map(|cell| Value::of(cell)).into()
        });
        Some(Table {
            id: id.into(),
            text: self.payments_name(row),
            heads: heads.into(),
            rows: rows.collect(),
        })
    }

    /// The tables of payments, of all rows or of none.
    pub(super) fn schedules(&self) -> impl Iterator<Item = &Schedule> {
        self.outcome.schedule.iter().chain(&self.outcome.schedules)
    }

    /// What a table of payments is called: also its sheet.
    pub(super) fn payments_name(&self, row: Option<u8>) -> String {
        let name = self.word("workbook.payments");
        match row {
            Some(row) => [name, " ", &row.to_string()].concat(),
            None => name.into(),
        }
    }

    fn side_by_side(&self, id: &str) -> Option<Table> {
        let table: &Shown = self.outcome.tables.iter().find(|table| table.id == id)?;
        // Two ends of a range stand in two columns, so that both stay numbers.
        let ranges: Vec<bool> = (0..table.columns.len())
            .map(|at| {
                let mut lines = table.lines.iter();
                lines.any(|line| {
                    line.cells.get(at).is_some_and(|cell| {
                        cell.as_deref().is_some_and(|cell| ends(cell).is_some())
                    })
                })
            })
            .collect();
        let mut heads = vec![String::from(self.word("workbook.what"))];
        for (column, range) in table.columns.iter().zip(&ranges) {
            let unit = self.unit(column.unit);
            let head = match unit.is_empty() || ["rule", "names"].contains(&column.unit) {
                true => column.text.clone(),
                false => [&column.text, " (", &unit, ")"].concat(),
            };
            match range {
                true => heads.extend(
                    ["workbook.least", "workbook.most"]
                        .map(|end| [&head, " ", self.word(end)].concat()),
                ),
                false => heads.push(head),
            }
        }
        let rows = table.lines.iter().map(|line| {
            let mut row = vec![Value::Text(line.text.clone())];
            for (cell, range) in line.cells.iter().zip(&ranges) {
                let cell = cell.as_deref().unwrap_or_default();
                match (range, ends(cell)) {
                    (true, Some((low, high))) => row.extend([Value::of(low), Value::of(high)]),
                    (true, None) => row.extend([Value::of(cell), Value::of(cell)]),
                    (false, _) => row.push(Value::of(cell)),
                }
            }
            row
        });
        Some(Table {
            id: id.into(),
            text: table.text.clone(),
            heads,
            rows: rows.collect(),
        })
    }

    /// The ids of all tables that there are.
    pub fn tables(&self) -> Vec<String> {
        let always = ["amounts", "answers", "conditions", "steps", "figures"];
        let mut ids: Vec<String> = always.map(String::from).into();
        for schedule in self.schedules() {
            ids.push(match schedule.row {
                Some(row) => ["payments.", &row.to_string()].concat(),
                None => "payments".into(),
            });
        }
        ids.extend(self.outcome.tables.iter().map(|table| table.id.into()));
        ids
    }
}

/// Both ends of a range in a cell.
fn ends(cell: &str) -> Option<(&str, &str)> {
    let (low, high) = cell.split_once('–')?;
    money::parse(low).and(money::parse(high))?;
    Some((low, high))
}

pub(super) const FIGURE_HEADS: [&str; 13] = [
    "workbook.id",
    "workbook.what",
    "workbook.value",
    "workbook.unit",
    "workbook.from",
    "workbook.until",
    "workbook.reading",
    "workbook.document",
    "workbook.number",
    "workbook.article",
    "workbook.address",
    "workbook.confirmed",
    "workbook.confirmed-on",
];

pub(super) const PAYMENT_HEADS: [&str; 5] = [
    "workbook.month",
    "workbook.payment",
    "workbook.principal",
    "workbook.interest",
    "workbook.balance",
];
