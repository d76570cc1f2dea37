//! The sheets of a workbook: the result, the answers, the figures, the steps, the payments.

use super::formula::{At, Beside, Cells, FigureCell, StepCell};
use super::rules::Kind as Counts;
use super::sheet::{Content, Sheet, Style, address};
use super::table::FIGURE_HEADS;
use super::{Kept, payments};
use crate::benefit::{Answer, Kind, Question};
use crate::embed::Step;
use crate::money;
use crate::policy::{Date, Unit};

/// The day before the first that a spreadsheet counts.
const DAY_ZERO: &str = "1899-12-30";

/// All sheets, the result first.
pub(super) fn sheets(kept: &Kept) -> Vec<Sheet> {
    let mut cells = Cells {
        kept,
        answers: Vec::new(),
        figures: Vec::new(),
        steps: Vec::new(),
        amounts: Vec::new(),
        payments: Vec::new(),
    };
    let answers = answers(kept, &mut cells);
    let figures = figures(kept, &mut cells);
    let first = result_starts(kept);
    let name = kept.word("workbook.sheet.result");
    for (at, (id, _)) in (first..).zip(kept.outcome.amounts.iter()) {
        cells.amounts.push((id.to_string(), address(name, at, 3)));
    }
    for schedule in kept.schedules() {
        cells.payments.extend(payments::cells(kept, schedule));
    }
    let steps = steps(kept, &mut cells);
    let mut sheets = vec![result(kept, &cells), answers, figures, steps];
    sheets.extend(
        kept.schedules()
            .map(|schedule| payments::sheet(&cells, schedule)),
    );
    sheets
}

/// The number of a day in a spreadsheet.
fn serial(day: &str) -> Option<String> {
    let days = Date::parse(day)?.days_since(Date::parse(DAY_ZERO)?);
    Some(days.to_string())
}

// The result.

/// The lines above the amounts.
fn above(kept: &Kept) -> Vec<String> {
    let outcome = kept.outcome;
    let mut lines = vec![kept.own_word(&["name"])];
    lines.extend(outcome.sentence.lines().map(String::from));
    lines.push(kept.say("workbook.on", &[("on", &outcome.on)]));
    let packs = outcome
        .packs
        .iter()
        .map(|pack| [&*pack.id, " ", &pack.version].concat());
    let packs = packs.collect::<Vec<_>>().join(", ");
    lines.push(kept.say("workbook.packs", &[("packs", &packs)]));
    if outcome.draft {
        lines.push(kept.word("workbook.draft").into());
    }
    lines.push(kept.word("workbook.not").into());
    match kept.is_settled() {
        true => lines.push(kept.word("workbook.note.change").into()),
        false => lines.push(open(kept)),
    }
    lines
}

/// What is open: questions without an answer, and figures on which sources differ.
fn open(kept: &Kept) -> String {
    let blank = kept
        .asked()
        .into_iter()
        .filter(|(question, row)| kept.answers.get(question.id, *row).is_none());
    let mut names: Vec<String> = blank
        .map(|(question, row)| {
            let row = kept.row_name(question.row, row);
            match row.is_empty() {
                true => kept.question(question),
                false => [&row, ": ", &kept.question(question)].concat(),
            }
        })
        .collect();
    let figures = kept.outcome.figures.iter();
    let unsettled = figures.filter(|figure| figure.reading == "unsettled");
    names.extend(unsettled.map(|figure| figure.text.clone()));
    kept.say(
        "workbook.open",
        &[("what", &names.join(kept.word("workbook.and")))],
    )
}

fn result_starts(kept: &Kept) -> u32 {
    above(kept).len() as u32 + 3
}

fn result(kept: &Kept, cells: &Cells) -> Sheet {
    let mut sheet = Sheet::new(kept.word("workbook.sheet.result"), &[60, 14, 18, 18, 12]);
    for (row, line) in (1..).zip(above(kept)) {
        let style = if row == 1 { Style::Title } else { Style::Plain };
        sheet.text(row, 1, &line, style);
    }
    let first = result_starts(kept);
    let settled = kept.is_settled();
    let end = if settled {
        "workbook.value"
    } else {
        "workbook.least"
    };
    let heads = ["workbook.what", "workbook.row", end, "workbook.unit"].map(|head| kept.word(head));
    sheet.heads(first - 1, &heads);
    if !settled {
        sheet.text(first - 1, 5, kept.word("workbook.most"), Style::Head);
    }
    for (row, (id, amount)) in (first..).zip(kept.outcome.amounts.iter()) {
        sheet.text(row, 1, &amount.text, Style::Wrapped);
        let of = amount.row.unwrap_or(0);
        sheet.text(
            row,
            2,
            &kept.row_name(kept.group_of_amount(id), of),
            Style::Plain,
        );
        sheet.text(row, 4, &kept.unit(amount.unit), Style::Plain);
        let style = match amount.unit {
            "yuan" => Style::Main,
            "percent-a-year" | "percent" => Style::Rate,
            _ => Style::Number,
        };
        let beside = Beside::default();
        let at = At {
            row: of,
            step: None,
            beside: &beside,
        };
        let name = ["=", id.split('.').next().unwrap_or_default()].concat();
        match cells.find(&name, &at).filter(|_| settled) {
            Some((rule, formula)) if !matches!(rule.kind, Counts::Fixed(_)) => {
                let formula = rounded(rule.kind, &formula);
                sheet.put(
                    row,
                    3,
                    Content::Formula(formula, Some(amount.low.clone())),
                    style,
                );
            }
            found => {
                sheet.put(row, 3, Content::Number(amount.low.clone()), style);
                match found {
                    _ if !settled => sheet.put(row, 5, Content::Number(amount.high.clone()), style),
                    found => sheet.text(
                        row,
                        5,
                        &reason(kept, found.map(|(rule, _)| rule.kind)),
                        Style::Fixed,
                    ),
                }
            }
        }
    }
    let last = first + kept.outcome.amounts.iter().count() as u32 + 1;
    for (row, notice) in (last..).zip(&kept.outcome.notices) {
        sheet.text(row, 1, &notice.text, Style::Wrapped);
    }
    sheet
}

/// Why something stays as it was.
fn reason(kept: &Kept, kind: Option<Counts>) -> String {
    let reason = match kind {
        Some(Counts::Fixed(reason)) => reason,
        _ => "branch",
    };
    kept.word(&["workbook.fixed.", reason].concat()).into()
}

fn rounded(kind: Counts, formula: &str) -> String {
    let places = match kind {
        Counts::Yuan => ",2)",
        Counts::Rate => ",4)",
        _ => return formula.into(),
    };
    ["ROUND(", formula, places].concat()
}

// The answers.

fn answers(kept: &Kept, cells: &mut Cells) -> Sheet {
    let mut sheet = Sheet::new(kept.word("workbook.sheet.answers"), &[14, 44, 22, 12, 36]);
    sheet.text(1, 1, kept.word("workbook.sheet.answers"), Style::Title);
    sheet.text(2, 1, kept.word("workbook.note.answers"), Style::Plain);
    let heads = [
        "workbook.row",
        "workbook.question",
        "workbook.answer",
        "workbook.unit",
        "workbook.remark",
    ];
    sheet.heads(3, &heads.map(|head| kept.word(head)));
    sheet.frozen = 3;
    for (row, (question, of)) in (4..).zip(kept.asked()) {
        sheet.text(row, 1, &kept.row_name(question.row, of), Style::Plain);
        sheet.text(row, 2, &kept.question(question), Style::Wrapped);
        sheet.text(row, 4, &kept.unit_of(question), Style::Plain);
        answer(kept, &mut sheet, row, question, of);
        let counted = matches!(question.kind, Kind::Number { .. } | Kind::Day { .. });
        if counted && kept.answers.get(question.id, of).is_some() {
            cells.answers.push((question.id, of, sheet.name_of(row, 3)));
        }
    }
    sheet
}

fn answer(kept: &Kept, sheet: &mut Sheet, row: u32, question: &Question, of: u8) {
    let (content, style) = match kept.answers.get(question.id, of) {
        Some(Answer::Number(number)) => {
            let style = match question.kind {
                Kind::Number {
                    unit: Unit::Yuan, ..
                } => Style::OwnYuan,
                Kind::Number {
                    unit: Unit::PercentAYear | Unit::Percent,
                    ..
                } => Style::OwnRate,
                _ => Style::OwnNumber,
            };
            (Content::Number(money::plain(number, 0)), style)
        }
        Some(Answer::Day(day)) => {
            let serial = serial(&day.to_string()).unwrap_or_default();
            (Content::Number(serial), Style::OwnDay)
        }
        Some(Answer::Choice(_)) => {
            sheet.text(row, 5, kept.word("workbook.note.choice"), Style::Fixed);
            (
                Content::Text(kept.answer_text(question, of)),
                Style::Wrapped,
            )
        }
        None => return sheet.text(row, 3, kept.word("workbook.blank"), Style::Fixed),
    };
    sheet.put(row, 3, content, style);
    let at = super::sheet::cell(row, 3);
    match question.kind {
        Kind::Number {
            least,
            most,
            decimals,
            ..
        } => {
            let kind = if decimals == 0 { "whole" } else { "decimal" };
            sheet
                .limits
                .push((at, kind, least.to_string(), most.to_string()));
        }
        Kind::Day { least, most } => {
            if let (Some(least), Some(most)) = (serial(least), serial(most)) {
                sheet.limits.push((at, "date", least, most));
            }
        }
        _ => {}
    }
}

// The figures.

fn figures(kept: &Kept, cells: &mut Cells) -> Sheet {
    let widths = [
        34, 40, 22, 12, 12, 12, 16, 40, 20, 16, 40, 16, 12, 3, 12, 12, 12, 12, 12,
    ];
    let mut sheet = Sheet::new(kept.word("workbook.sheet.figures"), &widths);
    sheet.text(1, 1, kept.word("workbook.sheet.figures"), Style::Title);
    sheet.text(2, 1, kept.word("workbook.note.figures"), Style::Plain);
    sheet.heads(3, &FIGURE_HEADS.map(|head| kept.word(head)));
    let bands = [
        "workbook.band.over",
        "workbook.band.up-to",
        "workbook.band.amount",
        "workbook.band.percent",
        "workbook.band.at-most",
    ];
    for (column, head) in (15..).zip(bands) {
        sheet.text(3, column, kept.word(head), Style::Head);
    }
    sheet.frozen = 3;
    let mut row = 4;
    for figure in &kept.outcome.figures {
        let valid = matches!(
            figure.reading.as_str(),
            "known" | "past-review" | "unsettled"
        );
        if !valid || figure.values.is_empty() {
            // It was read, and there was nothing on that day: no other day's value stands for it.
            cells.figures.push(FigureCell {
                id: figure.id.clone(),
                from: figure.from.clone().unwrap_or_default(),
                ..FigureCell::default()
            });
        }
        for at in 0..figure.values.len() {
            let shown = kept.figure(figure, at);
            let text = shown[2].clone();
            for (column, shown) in (1..).zip(&shown) {
                let style = if column == 2 || column == 8 {
                    Style::Wrapped
                } else {
                    Style::Plain
                };
                match (serial(shown), money::parse(shown)) {
                    (Some(day), _) => sheet.put(row, column, Content::Number(day), Style::Day),
                    (_, Some(_)) if column == 3 => {
                        let style = match figure.unit.as_str() {
                            "yuan" => Style::Yuan,
                            "percent" | "percent-a-year" => Style::Rate,
                            _ => Style::Number,
                        };
                        sheet.put(row, column, Content::Number(shown.clone()), style);
                    }
                    _ => sheet.text(row, column, shown, style),
                }
            }
            let counted = money::parse(&text).is_some() || serial(&text).is_some();
            let mut found = FigureCell {
                id: figure.id.clone(),
                from: figure.from.clone().unwrap_or_default(),
                value: counted.then(|| sheet.name_of(row, 3)),
                until: figure.until.as_ref().map(|_| sheet.name_of(row, 6)),
                items: Vec::new(),
                bands: Vec::new(),
                text,
            };
            if !counted {
                row = parts(&mut sheet, row, &mut found);
            }
            if valid && at == 0 {
                cells.figures.push(found);
            }
            row += 1;
        }
    }
    sheet
}

/// The items of a list or the bands of a figure, each in a row; the last of these rows.
fn parts(sheet: &mut Sheet, first: u32, figure: &mut FigureCell) -> u32 {
    let mut row = first;
    let mut put = |row, column, number: &str| {
        money::parse(number)?;
        sheet.put(row, column, Content::Number(number.into()), Style::Number);
        Some(sheet.name_of(row, column))
    };
    if figure.text.contains(": ") {
        for band in figure.text.split("; ") {
            let (ends, gives) = band.split_once(": ").unwrap_or((band, ""));
            let (over, up_to) = ends.split_once('–').unwrap_or((ends, ""));
            let (gives, most) = gives.split_once(" ≤ ").unwrap_or((gives, ""));
            let mut cells = [
                put(row, 15, over),
                put(row, 16, up_to),
                None,
                None,
                put(row, 19, most),
            ];
            for given in gives.split(' ') {
                match given.strip_suffix('%') {
                    Some(percent) => cells[3] = put(row, 18, percent),
                    None => cells[2] = put(row, 17, given),
                }
            }
            figure.bands.push(cells);
            row += 1;
        }
    } else {
        let items = figure.text.split(", ");
        if !items.clone().all(|item| money::parse(item).is_some()) {
            return first;
        }
        for item in items {
            figure.items.extend(put(row, 17, item));
            row += 1;
        }
    }
    row - 1
}

// The steps.

/// The columns of numbers beside a step begin here: words and number in turns.
const BESIDE: u32 = 8;

fn steps(kept: &Kept, cells: &mut Cells) -> Sheet {
    let mut sheet = Sheet::new(
        kept.word("workbook.sheet.steps"),
        &[14, 34, 18, 18, 8, 60, 30, 14, 14, 14, 14, 14, 14],
    );
    sheet.text(1, 1, kept.word("workbook.sheet.steps"), Style::Title);
    sheet.text(2, 1, kept.word("workbook.note.steps"), Style::Plain);
    let heads = [
        "workbook.row",
        "workbook.what",
        "workbook.value",
        "workbook.unrounded",
        "workbook.unit",
        "workbook.how",
        "workbook.remark",
    ];
    sheet.heads(3, &heads.map(|head| kept.word(head)));
    sheet.frozen = 3;
    let settled = kept.is_settled();
    for (row, taken) in (4..).zip(&kept.outcome.steps) {
        let of = taken.row.unwrap_or(0);
        let group = kept.group_of_step(taken.id, taken.row);
        sheet.text(row, 1, &kept.row_name(group, of), Style::Plain);
        sheet.text(row, 2, &taken.text, Style::Wrapped);
        sheet.text(row, 6, &taken.formula, Style::Wrapped);
        if !settled || !step(kept, &mut sheet, cells, row, taken) {
            let style = if settled { Style::Fixed } else { Style::Number };
            fixed(&mut sheet, row, &taken.value, style);
        }
    }
    sheet
}

fn fixed(sheet: &mut Sheet, row: u32, value: &str, style: Style) {
    match money::parse(value) {
        Some(_) => sheet.put(row, 3, Content::Number(value.into()), style),
        None => sheet.text(row, 3, value, style),
    }
}

/// A step with its formula; `false` where it has none here.
fn step(kept: &Kept, sheet: &mut Sheet, cells: &mut Cells, row: u32, taken: &Step) -> bool {
    let of = taken.row.unwrap_or(0);
    let again = cells
        .steps
        .iter()
        .any(|step| step.id == taken.id && step.row == of);
    let second = [taken.id, "#2"].concat();
    let name = sheet.name.clone();
    let place = |at: usize| address(&name, row, BESIDE + 2 * at as u32 + 1);
    let mut found = None;
    // What stands beside it is known only once its rule is found.
    for id in [second.as_str(), taken.id] {
        if found.is_some() || id == second && !again {
            continue;
        }
        for rule in super::rules::of(kept.benefit.id).into_iter().flatten() {
            if rule.id == id && found.is_none() {
                let beside = Beside {
                    formulas: rule.beside,
                    cell: Some(&place),
                    ..Beside::default()
                };
                let at = At {
                    row: of,
                    step: Some(taken),
                    beside: &beside,
                };
                let formula = cells.of(rule, &at);
                found = formula.map(|formula| (rule, formula, beside.numbers.take()));
            }
        }
    }
    let value = sheet.name_of(row, 3);
    let mut kept_as = StepCell {
        id: taken.id.into(),
        row: of,
        exact: value.clone(),
        value,
        beside: Vec::new(),
    };
    let Some((rule, formula, beside)) = found else {
        sheet.text(row, 7, &reason(kept, None), Style::Fixed);
        cells.steps.push(kept_as);
        return false;
    };
    if let Counts::Fixed(_) = rule.kind {
        sheet.text(row, 7, &reason(kept, Some(rule.kind)), Style::Fixed);
        cells.steps.push(kept_as);
        return false;
    }
    let (style, unit) = match rule.kind {
        Counts::Yuan => (Style::Yuan, "yuan"),
        Counts::Rate | Counts::Exact => (Style::Rate, "percent"),
        _ => (Style::Number, ""),
    };
    if !unit.is_empty() {
        sheet.text(row, 5, &kept.unit(unit), Style::Plain);
    }
    let cached = Some(taken.value.clone());
    if matches!(rule.kind, Counts::Yuan | Counts::Rate) {
        kept_as.exact = sheet.name_of(row, 4);
        sheet.put(row, 4, Content::Formula(formula, None), Style::Number);
        let exact = ["D", &row.to_string()].concat();
        let whole = rounded(rule.kind, &exact);
        sheet.put(row, 3, Content::Formula(whole, cached), style);
    } else {
        sheet.put(row, 3, Content::Formula(formula, cached), style);
    }
    for (at, (name, content)) in (0..).zip(beside) {
        let column = BESIDE + 2 * at;
        sheet.text(
            row,
            column,
            kept.word(&["workbook.beside.", name].concat()),
            Style::Fixed,
        );
        let style = match name {
            "e" => Style::Day,
            _ => Style::Number,
        };
        kept_as.beside.push((name, sheet.name_of(row, column + 1)));
        sheet.put(row, column + 1, content, style);
    }
    cells.steps.push(kept_as);
    true
}
