//! Amounts along a number, drawn: exact lines from threshold to threshold.

use super::super::answer::opens;
use super::super::chart::scale;
use super::super::element::Elements;
use super::super::page::{Page, fen};
use super::along::{Along, amount_words};
use crate::benefit::Benefit;
use crate::embed::exploration::{Curve, Point};
use crate::money::grouped;
use rust_decimal::Decimal;

/// Units of the picture, across and up.
const SIZE: i64 = 1000;

/// The lines differ in their strokes as well as in their colours.
const LINES: [[&str; 2]; 3] = [
    ["path.first", "path.dot first"],
    ["path.other", "path.dot other"],
    ["path.last", "path.dot last"],
];

pub(super) struct Picture<'p> {
    pub page: &'p Page,
    pub along: &'p Along,
    /// The amounts that are drawn.
    pub names: &'p [String],
    /// How far it reaches to the right, along the number.
    pub most: i64,
    /// The highest amount, in 分.
    pub top: i64,
}

impl Picture<'_> {
    /// The lines; and the number looked at, with what was found there. It takes two ends, for what
    /// belongs under it.
    pub fn start(
        &self,
        out: &mut Elements,
        benefit: &Benefit,
        curves: &[Curve],
        there: Option<(i64, &[Curve])>,
    ) {
        let (step, lines) = scale((self.top + 99) / 100);
        let high = step * lines * 100;
        out.open("figure.curves");
        opens(out, "amount.", self.names.first().map_or("", |name| name));
        out.open("ul.legend|aria-hidden=true");
        for (at, name) in self.names.iter().enumerate() {
            out.open("li");
            Picture::key(out, at);
            out.text(&amount_words(self.page, benefit, name));
            out.close();
        }
        out.words("li.unit", "page.chart.unit");
        out.close();
        out.open("div.chart");
        out.open("div.scale|aria-hidden=true");
        for line in (0..=lines).rev() {
            out.line("span", &grouped(Decimal::new(step * line, 0), 0));
        }
        out.close();
        out.open("svg|preserveAspectRatio=none|role=img|viewBox=0 0 1000 1000");
        out.set("aria-label", &self.page.word("explore.if.picture"));
        out.open("");
        for line in 0..=lines {
            let y = SIZE * line / lines;
            stroke(out, "line", [0, y, SIZE, y]);
        }
        out.close();
        out.open("");
        for (at, name) in self.names.iter().enumerate() {
            let own: Vec<&Curve> = of(curves, name).collect();
            self.between(out, &own, high);
            for curve in own {
                out.open(LINES[at.min(2)][0]);
                out.set("d", &self.path(curve, high));
                out.close();
            }
        }
        out.close();
        out.open("");
        if let Some((number, found)) = there.filter(|(at, _)| *at <= self.most) {
            let x = self.x(number);
            stroke(out, "line.at", [x, 0, x, SIZE]);
            for (at, name) in self.names.iter().enumerate() {
                for curve in of(found, name) {
                    if let Some(piece) = curve.pieces.first() {
                        let y = y(&piece.from, high).to_string();
                        out.open(LINES[at.min(2)][1]);
                        out.set("d", &["M", &x.to_string(), " ", &y, "h0"].concat());
                        out.close();
                    }
                }
            }
        }
        out.close();
        out.close();
        out.open("div.ends|aria-hidden=true");
        out.line("span", "0");
        out.line("span", &self.along.said(self.page, self.most));
        out.close();
    }

    /// How a line is drawn, as a sign before its name.
    pub fn key(out: &mut Elements, at: usize) {
        out.open("svg.key|viewBox=0 0 28 10|aria-hidden=true");
        out.open(LINES[at.min(2)][0]);
        out.set("d", "M2 5h24");
        out.close();
        out.close();
    }

    /// What lies between the lines of one amount, where sources conflict.
    fn between(&self, out: &mut Elements, own: &[&Curve], high: i64) {
        for pair in own.windows(2) {
            let mut points = self.points(pair[0], high);
            points.extend(self.points(pair[1], high).into_iter().rev());
            let mut path = String::new();
            for (at, (x, y, _)) in points.iter().enumerate() {
                add(&mut path, if at == 0 { "M" } else { "L" }, (*x, *y));
            }
            out.open("path.band");
            out.set("d", &path);
            out.close();
        }
    }

    fn path(&self, curve: &Curve, high: i64) -> String {
        let mut path = String::new();
        for (x, y, goes_on) in self.points(curve, high) {
            add(&mut path, if goes_on { "L" } else { "M" }, (x, y));
        }
        path
    }

    /// The points of a line, and whether it goes on to each from the one before.
    fn points(&self, curve: &Curve, high: i64) -> Vec<(i64, i64, bool)> {
        let mut points = Vec::new();
        for (at, piece) in curve.pieces.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| curve.turns.get(at));
            let mut goes_on = before.is_some_and(|turn| turn.kind != "gap");
            let ends = [&piece.from].into_iter();
            for point in ends.chain(&piece.within).chain([&piece.to]) {
                let x = self.x(self.along.at(&point.answer));
                points.push((x, y(point, high), goes_on));
                goes_on = true;
            }
        }
        points
    }

    fn x(&self, at: i64) -> i64 {
        at.saturating_mul(SIZE) / self.most.max(1)
    }
}

fn y(point: &Point, high: i64) -> i64 {
    let amount = fen(&point.amount).unwrap_or_default();
    SIZE - amount.saturating_mul(SIZE) / high.max(1)
}

fn add(path: &mut String, verb: &str, (x, y): (i64, i64)) {
    path.push_str(verb);
    path.push_str(&x.to_string());
    path.push(' ');
    path.push_str(&y.to_string());
}

fn of<'c>(curves: &'c [Curve], name: &'c str) -> impl Iterator<Item = &'c Curve> {
    curves.iter().filter(move |curve| curve.amount == name)
}

fn stroke(out: &mut Elements, name: &'static str, ends: [i64; 4]) {
    out.open(name);
    for (end, at) in ["x1", "y1", "x2", "y2"].into_iter().zip(ends) {
        out.set_number(end, at);
    }
    out.close();
}
