//! The sheet of a table of payments: every row a formula, also for a longer or shorter term.

use super::formula::{At, Cells};
use super::sheet::{Content, Sheet, Style, cell, letters};
use super::table::PAYMENT_HEADS;
use super::{Kept, loan};
use crate::embed::Schedule;
use crate::loan::Repayment;

/// The longest term that any question allows, in months.
const MOST: u32 = 360;
/// Above the payments: month 0, in which the loan is paid out.
const START: u32 = 19;
const LAST: u32 = START + MOST;
/// The first column of the payments to the 分, and of the same before any rounding.
const ROUNDED: u32 = 1;
const UNROUNDED: u32 = 8;
/// The column of what is paid and received, with fees.
const FLOWS: u32 = 14;

/// What the payments go by: its place in column B, its words and its formula by name.
const TERMS: [(u32, &str, &str, Style); 9] = [
    (3, "workbook.loan.principal", "%principal", Style::Yuan),
    (4, "workbook.loan.rate", "%rate", Style::Rate),
    (5, "workbook.loan.months", "%months", Style::Number),
    (6, "workbook.loan.grace", "%grace", Style::Number),
    (
        7,
        "workbook.loan.early-month",
        "%early-month",
        Style::Number,
    ),
    (8, "workbook.loan.early", "%early", Style::Yuan),
    (
        9,
        "workbook.loan.fee-at-start",
        "%fee-at-start",
        Style::Yuan,
    ),
    (10, "workbook.loan.fee-monthly", "%monthly-fee", Style::Yuan),
    (11, "workbook.loan.early-fee", "%early-fee", Style::Yuan),
];

/// What it comes to: its place in column B, and the name by which formulas know it.
const SUMS: [(u32, &str); 3] = [(14, "interest"), (15, "months"), (16, "guess")];

/// The cells of what a sheet of payments comes to.
pub(super) fn cells(kept: &Kept, schedule: &Schedule) -> Vec<(u8, &'static str, String)> {
    let name = kept.payments_name(schedule.row);
    let row = schedule.row.unwrap_or(0);
    let at = |row, column| super::sheet::address(&name, row, column);
    let mut cells: Vec<_> = SUMS
        .iter()
        .map(|(at_row, id)| (row, *id, at(*at_row, 2)))
        .collect();
    let last = cell(LAST, FLOWS);
    let flows = [
        &at(START, FLOWS),
        ":$",
        last.trim_end_matches(char::is_numeric),
        "$",
        &LAST.to_string(),
    ];
    cells.push((row, "flows", flows.concat()));
    cells
}

/// The sheet.
pub(super) fn sheet(cells: &Cells, schedule: &Schedule) -> Sheet {
    let kept = cells.kept;
    let widths = [22, 16, 16, 16, 16, 14, 3, 8, 14, 14, 14, 14, 14, 16];
    let mut sheet = Sheet::new(&kept.payments_name(schedule.row), &widths);
    sheet.text(1, 1, &kept.payments_name(schedule.row), Style::Title);
    let none = Default::default();
    let row = schedule.row.unwrap_or(0);
    let at = At {
        row,
        step: None,
        beside: &none,
    };
    let method = cells.method(&at).filter(|_| kept.is_settled());
    let Some(method) = method else {
        plain(&mut sheet, kept, schedule);
        return sheet;
    };
    sheet.text(2, 1, kept.word("workbook.note.payments"), Style::Wrapped);
    let mut early = false;
    for (row, words, name, style) in TERMS {
        let given = cells.find(name, &at).map(|(_, formula)| formula);
        early |= given.is_some() && (name == "%grace" || name == "%early-month");
        let shown = given.is_some();
        let formula = given.unwrap_or_else(|| "0".into());
        if shown {
            sheet.text(row, 1, kept.word(words), Style::Plain);
        }
        let formula = Content::Formula(formula, None);
        sheet.put(row, 2, formula, style);
    }
    let keeps_payment =
        kept.answers.get("prepay_keep", row) == Some(crate::benefit::Answer::Choice("payment"));
    let unrounded = early || method == Repayment::EqualPrincipal;
    let sum = |column| ["SUM(", &cell(START, column), ":", &cell(LAST, column), ")"].concat();
    let total = |sheet: &mut Sheet, row, words: &str, formula: String, value, style| {
        sheet.text(row, 1, kept.word(words), Style::Plain);
        sheet.put(row, 2, Content::Formula(formula, value), style);
    };
    let rounded = |column| ["ROUND(", &sum(column), ",2)"].concat();
    let (paid, interest) = (schedule.payment.clone(), schedule.interest.clone());
    total(
        &mut sheet,
        12,
        "workbook.payment",
        rounded(2),
        Some(paid),
        Style::Yuan,
    );
    total(
        &mut sheet,
        13,
        "workbook.interest",
        rounded(4),
        Some(interest),
        Style::Yuan,
    );
    if unrounded {
        total(
            &mut sheet,
            14,
            "workbook.loan.unrounded",
            sum(UNROUNDED + 3),
            None,
            Style::Yuan,
        );
        let months = [
            "MAX(",
            &cell(START, UNROUNDED),
            ":",
            &cell(LAST, UNROUNDED),
            ")",
        ]
        .concat();
        total(
            &mut sheet,
            15,
            "workbook.loan.last",
            months,
            None,
            Style::Number,
        );
        let guess = loan::guess(method, "$B$3", "$B$4", "$B$15", "$B$9", "$B$10");
        total(
            &mut sheet,
            16,
            "workbook.loan.guess",
            guess,
            None,
            Style::Number,
        );
        sheet.text(
            17,
            UNROUNDED,
            kept.word("workbook.loan.unrounded"),
            Style::Fixed,
        );
    }
    let mut formulas = 0;
    let blocks: &[(u32, bool)] = match unrounded {
        true => &[(ROUNDED, true), (UNROUNDED, false)],
        false => &[(ROUNDED, true)],
    };
    for (first, round) in blocks {
        let block = Block {
            method,
            first: *first,
            round: *round,
            keeps_payment,
        };
        block.write(&mut sheet, kept, schedule, &mut formulas);
    }
    if unrounded {
        sheet.text(18, FLOWS, kept.word("workbook.loan.flows"), Style::Head);
        let out = Content::Formula("B9-B3".into(), None);
        sheet.put(START, FLOWS, out, Style::Yuan);
        let [month, principal, interest] = [0, 2, 3].map(|at| letters(UNROUNDED + at));
        let next = START + 1;
        let here = next.to_string();
        let flow = match method {
            Repayment::Bullet => {
                let range = |column: &str| ["$", column, "$20:$", column, "$21"].concat();
                let k = ["ROW()-", &START.to_string()].concat();
                let of = |column: &str| {
                    ["SUMIF(", &range(&month), ",", &k, ",", &range(column), ")"].concat()
                };
                [
                    "IF(",
                    &k,
                    ">$B$15,\"\",",
                    &of(&principal),
                    "+",
                    &of(&interest),
                    "+$B$10+IF(AND(",
                    &k,
                    "=$B$7,$B$7<$B$5),$B$11,0))",
                ]
                .concat()
            }
            _ => [
                "IF(",
                &month,
                &here,
                "=\"\",\"\",",
                &principal,
                &here,
                "+",
                &interest,
                &here,
                "+$B$10+IF(AND(",
                &month,
                &here,
                "=$B$7,$B$7<$B$5),$B$11,0))",
            ]
            .concat(),
        };
        shared(
            &mut sheet,
            FLOWS,
            next..=LAST,
            &flow,
            formulas,
            |_| None,
            Style::Yuan,
        );
    }
    sheet.frozen = 18;
    sheet
}

/// The same formula in every row of a column.
fn shared(
    sheet: &mut Sheet,
    column: u32,
    rows: std::ops::RangeInclusive<u32>,
    formula: &str,
    number: usize,
    value: impl Fn(u32) -> Option<String>,
    style: Style,
) {
    let range = [
        &cell(*rows.start(), column),
        ":",
        &cell(*rows.end(), column),
    ]
    .concat();
    for row in rows.clone() {
        let first = (row == *rows.start()).then(|| (formula.into(), range.clone()));
        sheet.put(
            row,
            column,
            Content::Shared(number, first, value(row)),
            style,
        );
    }
}

/// Payments in six columns: month, payment, principal, interest, balance, and what is repaid every month.
struct Block {
    method: Repayment,
    first: u32,
    round: bool,
    keeps_payment: bool,
}

impl Block {
    fn write(&self, sheet: &mut Sheet, kept: &Kept, schedule: &Schedule, formulas: &mut usize) {
        let first = self.first;
        for (column, head) in (first..).zip(PAYMENT_HEADS) {
            sheet.text(18, column, kept.word(head), Style::Head);
        }
        sheet.text(18, first + 5, kept.word("workbook.loan.each"), Style::Head);
        sheet.put(START, first, Content::Number("0".into()), Style::Number);
        sheet.put(
            START,
            first + 4,
            Content::Formula("B3".into(), None),
            Style::Yuan,
        );
        let each = self.spread("B3", "B5-B6");
        sheet.put(START, first + 5, Content::Formula(each, None), Style::Yuan);
        let last = match self.method {
            Repayment::Bullet => START + 2,
            _ => LAST,
        };
        for (at, formula) in (0..).zip(self.formulas()) {
            let style = if at == 0 { Style::Number } else { Style::Yuan };
            let value = |row: u32| {
                let paid = schedule.rows.get((row - START - 1) as usize)?;
                let month = paid.month.to_string();
                let cells = [
                    &month,
                    &paid.payment,
                    &paid.principal,
                    &paid.interest,
                    &paid.balance,
                ];
                self.round.then_some(cells.get(at as usize)?.to_string())
            };
            shared(
                sheet,
                first + at,
                START + 1..=last,
                &formula,
                *formulas,
                value,
                style,
            );
            *formulas += 1;
        }
    }

    fn rounded(&self, formula: &str) -> String {
        match self.round {
            true => ["ROUND(", formula, ",2)"].concat(),
            false => formula.into(),
        }
    }

    /// What is repaid every month of so much in so many months.
    fn spread(&self, balance: &str, months: &str) -> String {
        match self.method {
            Repayment::EqualInstalment => {
                self.rounded(&["-PMT($B$4/1200,MAX(1,", months, "),", balance, ")"].concat())
            }
            Repayment::EqualPrincipal => self.rounded(&[balance, "/MAX(1,", months, ")"].concat()),
            Repayment::InterestOnly | Repayment::Bullet => "0".into(),
        }
    }

    /// The formulas of the first row, column by column; see `loan::schedule`.
    fn formulas(&self) -> [String; 6] {
        let column = |at: u32, row: u32| [&letters(self.first + at), &*row.to_string()].concat();
        let here = |at| column(at, START + 1);
        let before = |at| column(at, START);
        let (month, principal, interest, balance) = (here(0), here(2), here(3), before(4));
        let unless_over = |formula: &str| ["IF(", &month, "=\"\",\"\",", formula, ")"].concat();
        // The month after the one before, until the term is over or everything was repaid early.
        let next = match self.method {
            Repayment::Bullet => {
                let early = "IF(AND($B$7>0,$B$7<$B$5),$B$7,$B$5)";
                ["IF(", &before(0), "=0,", early, ",$B$5)"].concat()
            }
            _ => [&*before(0), "+1"].concat(),
        };
        let over = [
            "IF(",
            &before(0),
            "=\"\",\"\",IF(OR(",
            &before(0),
            ">=$B$5,AND($B$7>0,",
            &before(0),
            ">=$B$7,",
            &balance,
            "<=0)),\"\",",
            &next,
            "))",
        ];
        let planned = match self.method {
            Repayment::EqualInstalment => [&*here(5), "-", &interest].concat(),
            Repayment::EqualPrincipal => here(5),
            Repayment::InterestOnly | Repayment::Bullet => "0".into(),
        };
        let planned = [
            "MAX(0,MIN(",
            &balance,
            ",IF(",
            &month,
            "=$B$5,",
            &balance,
            ",IF(",
            &month,
            "<=$B$6,0,",
            &planned,
            "))))",
        ]
        .concat();
        let early = [
            "MIN(",
            &balance,
            ",",
            &planned,
            "+IF(",
            &month,
            "=$B$7,$B$8,0))",
        ]
        .concat();
        // Less than half a 分 is owed by nobody.
        let repaid = [
            "IF(AND($B$7>0,",
            &month,
            ">=$B$7,",
            &balance,
            "-",
            &early,
            "<0.005),",
            &balance,
            ",",
            &early,
            ")",
        ]
        .concat();
        let due = match self.method {
            Repayment::Bullet => [&*principal, "*", &month, "*$B$4/1200"].concat(),
            _ => [&*balance, "*$B$4/1200"].concat(),
        };
        let left = [&*balance, "-", &principal].concat();
        let anew = self.spread(&balance, "$B$5-MAX($B$7,$B$6)");
        let each = match self.keeps_payment {
            true => before(5),
            false => [
                "IF(AND($B$7>0,",
                &month,
                "=$B$7+1),",
                &anew,
                ",",
                &before(5),
                ")",
            ]
            .concat(),
        };
        [
            over.concat(),
            unless_over(&self.rounded(&[&*principal, "+", &interest].concat())),
            unless_over(&self.rounded(&repaid)),
            unless_over(&self.rounded(&due)),
            unless_over(&self.rounded(&left)),
            unless_over(&each),
        ]
    }
}

/// The payments as they are, without formulas.
fn plain(sheet: &mut Sheet, kept: &Kept, schedule: &Schedule) {
    sheet.heads(3, &PAYMENT_HEADS.map(|head| kept.word(head)));
    for (at, row) in (4..).zip(&schedule.rows) {
        sheet.put(at, 1, Content::Number(row.month.to_string()), Style::Number);
        let amounts = [&row.payment, &row.principal, &row.interest, &row.balance];
        for (column, amount) in (2..).zip(amounts) {
            sheet.put(at, column, Content::Number(amount.clone()), Style::Yuan);
        }
    }
}
