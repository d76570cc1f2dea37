//! The types of `engine.js`, made from the Rust types.

use super::exploration::*;
use super::*;
use ts_rs::{Config, TS};

/// The text of `engine.d.ts`.
pub fn typescript() -> String {
    let config = Config::default();
    let shapes = [
        Outcome::decl(&config),
        Verdict::decl(&config),
        Amount::decl(&config),
        Condition::decl(&config),
        Holds::decl(&config),
        Distance::decl(&config),
        Source::decl(&config),
        Step::decl(&config),
        Notice::decl(&config),
        Schedule::decl(&config),
        ScheduleRow::decl(&config),
        Table::decl(&config),
        Column::decl(&config),
        TableLine::decl(&config),
        Figure::decl(&config),
        FigureValue::decl(&config),
        FigureRecord::decl(&config),
        FigureEntry::decl(&config),
        Pack::decl(&config),
        CatalogueEntry::decl(&config),
        CatalogueAmount::decl(&config),
        Question::decl(&config),
        Limits::decl(&config),
        Choice::decl(&config),
        AskedWhen::decl(&config),
        RowGroup::decl(&config),
        Refusal::decl(&config),
        Found::decl(&config),
        Asked::decl(&config),
        NextQuestion::decl(&config),
        WayIn::decl(&config),
        Failing::decl(&config),
        Way::decl(&config),
        Change::decl(&config),
        Solve::decl(&config),
        Solution::decl(&config),
        Interval::decl(&config),
        End::decl(&config),
        Point::decl(&config),
        Thresholds::decl(&config),
        Curve::decl(&config),
        Piece::decl(&config),
        Turn::decl(&config),
        Difference::decl(&config),
        Explained::decl(&config),
        Cause::decl(&config),
        Stack::decl(&config),
        Claim::decl(&config),
        Pair::decl(&config),
        Combination::decl(&config),
        Share::decl(&config),
        LoanRate::decl(&config),
        Overview::decl(&config),
        PlainQuestion::decl(&config),
        Card::decl(&config),
        Beside::decl(&config),
    ];
    let shapes: Vec<String> = shapes
        .iter()
        .map(|shape| format!("export {shape}\n"))
        .collect();
    format!("{}\n{}", shapes.join("\n"), include_str!("engine.d.ts"))
}
