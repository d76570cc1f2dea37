//! One number varied: the picture, the amounts at one place of it, where they turn, the table.

use super::super::answer::opens;
use super::super::element::Elements;
use super::super::page::{Page, fen};
use super::along::{Along, amount_words, amounts, choices, yuan};
use super::picture::Picture;
use super::{Explorer, Which, asking, buttons};
use crate::benefit::Benefit;
use crate::embed::exploration::{Curve, Found, Solve, Thresholds};
use crate::input::Json;
use crate::money;
use crate::words::{Argument, Message};

/// Beyond so many times the number in the form, a threshold is left out of the picture.
const FAR: i64 = 5;

impl Explorer {
    pub(super) fn plan_what_if(&mut self, page: &Page, along: Option<&Along>) {
        let benefit = page.benefit.map(|benefit| benefit.whole());
        let Some((along, benefit)) = along.zip(benefit) else {
            for which in [Which::Whole, Which::Drawn, Which::At, Which::Pays] {
                self.want(which, None);
            }
            return;
        };
        let names = amounts(page, benefit).into_iter().map(Json::Text);
        let names = Json::List(names.collect());
        let others = without(&page.asked_of, &along.field);
        let named = Json::Text(along.field.clone());
        let thresholds = |more: &[(&str, Json)]| {
            let all = [("question", named.clone()), ("amounts", names.clone())];
            Some(asking(&others, "thresholds", &[&all[..], more].concat()))
        };
        self.want(Which::Whole, thresholds(&[]));
        let most = self
            .curves(Which::Whole)
            .map(|curves| self.drawn_to(along, curves));
        let to = |at: i64| Json::Text(along.answer(at));
        let drawn = most.and_then(|most| thresholds(&[("to", to(most))]));
        self.want(Which::Drawn, drawn);
        if let Some(most) = most
            && let Some(curves) = self.curves(Which::Drawn)
        {
            self.reaches = Some((most, top(curves)));
        }
        let place = self.place(along).filter(|_| most.is_some());
        let at = place.and_then(|at| thresholds(&[("from", to(at)), ("to", to(at))]));
        self.want(Which::At, at);
        let pays = benefit
            .what_if
            .pays
            .filter(|_| along.question.id == benefit.what_if.question);
        let pays = pays.map(|amount| {
            let goal = [
                ("question", named.clone()),
                ("amount", Json::Text(amount.into())),
                ("at_least", Json::Text("0".into())),
            ];
            asking(&others, "solve", &goal)
        });
        self.want(Which::Pays, pays);
    }

    /// What is drawn, once it is there.
    pub(super) fn what_is_drawn(&self) -> Option<&Thresholds> {
        self.curves(Which::Drawn)?;
        self.thresholds(Which::Drawn)
    }

    fn thresholds(&self, which: Which) -> Option<&Thresholds> {
        match self.found(which) {
            Some(Found::Thresholds(found)) => Some(found),
            _ => None,
        }
    }

    /// The lines, where there are any.
    fn curves(&self, which: Which) -> Option<&[Curve]> {
        let found = self.thresholds(which)?;
        let any = found.curves.iter().any(|curve| !curve.pieces.is_empty());
        any.then_some(&found.curves)
    }

    /// How far to draw: a bit beyond the last threshold that is not far off, and twice the number in the
    /// form at least.
    fn drawn_to(&self, along: &Along, curves: &[Curve]) -> i64 {
        let far = along.typed.unwrap_or_default().max(self.reach);
        let mut near = 0;
        for curve in curves {
            for piece in curve.pieces.iter().rev().skip(1) {
                let end = along.at(&piece.to.answer);
                if far == 0 || end <= far * FAR {
                    near = near.max(end);
                }
            }
        }
        let most = match (near + near / 4).max(2 * far) {
            0 => along.most,
            most => round_up(most, 10).1,
        };
        most.clamp(along.least, along.most)
    }

    /// The number looked at; `None` while it is blank or cannot be read.
    fn place(&self, along: &Along) -> Option<i64> {
        let (most, _) = self.reaches.unwrap_or_default();
        match &self.at {
            Some(text) => along.read(text).ok().flatten(),
            None => along.typed.or_else(|| {
                self.reaches
                    .map(|_| round_up(most / 2, 10).1.max(along.least))
            }),
        }
    }

    /// The slider was moved so far.
    pub(super) fn slide(&mut self, page: &Page, at: i64) {
        if let Some(along) = Along::of(page, &self.along) {
            self.at = Some(along.answer(at.clamp(along.least, along.most)));
        }
    }

    pub(super) fn what_if(&self, page: &Page, out: &mut Elements, along: &Along) {
        let Some(benefit) = page.benefit.map(|benefit| benefit.whole()) else {
            return;
        };
        out.open("section.what-if");
        out.words("h3|id=x-if|tabindex=-1", "explore.if");
        self.pays(page, out, along, benefit);
        choose(page, out, along);
        let whole = self.thresholds(Which::Whole);
        let missing = whole.map_or(&[][..], |found| &found.missing);
        let none = whole.is_some() && self.curves(Which::Whole).is_none();
        out.maybe("p", whole.and_then(|found| found.no_rule.as_deref()));
        out.open("");
        if !missing.is_empty() {
            out.words("p.help", "explore.if.first");
            buttons(out, missing);
        }
        out.close();
        out.open("");
        match self.reaches {
            Some(reaches) if !none => self.drawn(page, out, along, benefit, reaches),
            _ if self.waits(Which::Whole) || self.waits(Which::Drawn) => {
                out.words("p.help", "page.working");
            }
            _ => {}
        }
        out.close();
        out.close();
    }

    fn drawn(
        &self,
        page: &Page,
        out: &mut Elements,
        along: &Along,
        benefit: &Benefit,
        (most, top): (i64, i64),
    ) {
        let names = amounts(page, benefit);
        let place = self.place(along);
        let picture = Picture {
            page,
            along,
            names: &names,
            most,
            top,
        };
        let there = self.curves(Which::At).unwrap_or_default();
        picture.start(
            out,
            benefit,
            self.curves(Which::Drawn).unwrap_or_default(),
            place.map(|at| (at, there)),
        );
        self.slider(page, out, along, (benefit, &names), (most, place));
        out.close();
        out.close();
        self.number(page, out, along, place);
        // What is there.
        out.open("ul.there");
        for (at, name) in names.iter().enumerate() {
            out.open("li");
            out.open("p.line");
            // Its steps are those of the amount itself.
            opens(out, "amount.", name);
            out.open("span");
            Picture::key(out, at);
            out.text(&amount_words(page, benefit, name));
            out.close();
            out.line("strong", &self.amount_there(page, name));
            out.close();
            out.close();
        }
        out.close();
        out.open("");
        if let Some(at) = place.filter(|at| along.typed != Some(*at)) {
            take(page, out, along, at, "if");
        }
        out.close();
        self.undoing(page, out, "if");
        self.turns(page, out, benefit);
        self.table(page, out, benefit);
    }

    /// An amount at the number looked at: from the least to the most where sources conflict.
    fn amount_there(&self, page: &Page, name: &str) -> String {
        let curves = self.curves(Which::At).unwrap_or_default().iter();
        let own = curves.filter(|curve| curve.amount == name);
        let mut amounts: Vec<&str> = own
            .filter_map(|curve| Some(curve.pieces.first()?.from.amount.as_str()))
            .collect();
        amounts.sort_by_key(|amount| fen(amount));
        amounts.dedup();
        match (amounts.first(), amounts.last()) {
            (Some(low), Some(high)) if amounts.len() > 1 => {
                let values = [("low", &*yuan(page, low)), ("high", &yuan(page, high))];
                page.say("explore.range", &values)
            }
            (Some(amount), _) => yuan(page, amount),
            _ => "…".into(),
        }
    }

    /// Under the picture: beside the field, never instead of it.
    fn slider(
        &self,
        page: &Page,
        out: &mut Elements,
        along: &Along,
        (benefit, names): (&Benefit, &[String]),
        (most, place): (i64, Option<i64>),
    ) {
        let (step, _) = round_up(most, 100);
        out.open("input.slider|type=range|min=0|data-do=explore slide");
        out.set_number("max", most);
        out.set_number("step", step);
        out.set_word("aria-label", "explore.if.slide");
        if let Some(at) = place {
            // Whoever hears the slider hears what is there.
            let mut said = vec![along.said(page, at)];
            for name in names {
                let amount = self.amount_there(page, name);
                said.push([&amount_words(page, benefit, name), " ", &amount].concat());
            }
            out.set("aria-valuetext", &said.join(page.words.word("page.and")));
        }
        out.value(&place.unwrap_or_default().min(most).to_string());
        out.close();
    }

    fn number(&self, page: &Page, out: &mut Elements, along: &Along, place: Option<i64>) {
        let given = place.map(|at| along.answer(at)).unwrap_or_default();
        let text = self.at.as_ref().unwrap_or(&given);
        let wrong = along.read(text).err();
        out.open("div.field");
        out.words("label|for=x-at", "explore.if.at");
        out.open("div.box");
        out.open("input|type=text|autocomplete=off|spellcheck=false|inputmode=decimal|id=x-at|data-do=explore at|aria-describedby=x-at-note");
        out.set_if(wrong.is_some(), "aria-invalid", "true");
        out.value(text);
        out.close();
        let unit = page.sign(along.unit.id());
        if !unit.is_empty() {
            out.line("span.unit|aria-hidden=true", &unit);
        }
        out.close();
        let allowed = wrong.map(|allowed| page.allowed(along.question.kind, &allowed));
        note(out, "x-at-note", allowed.as_deref());
        out.close();
    }

    /// Where the amounts turn, in words.
    fn turns(&self, page: &Page, out: &mut Elements, benefit: &Benefit) {
        let curves = self.curves(Which::Drawn).unwrap_or_default();
        let count: usize = curves.iter().map(|curve| curve.turns.len()).sum();
        if count == 0 {
            out.words("p.help even", "explore.if.no-turns");
            return;
        }
        page.fold(out, "x-turns");
        let count = [("count", &*count.to_string())];
        out.said("span.line", "explore.if.turns", &count);
        if page.inside(out, "x-turns") {
            for curve in curves {
                out.line("h4", &amount_words(page, benefit, &curve.amount));
                assumptions(page, out, curve);
                out.open("ul.plainly");
                for turn in &curve.turns {
                    out.line("li", &turn.brief);
                }
                out.close();
            }
        }
        out.close();
        out.close();
    }

    /// The picture in numbers.
    fn table(&self, page: &Page, out: &mut Elements, benefit: &Benefit) {
        page.fold(out, "x-table");
        out.words("span.line", "explore.if.table");
        if page.inside(out, "x-table") {
            let found = self.thresholds(Which::Drawn);
            let question = found.map_or("", |found| &found.question.text);
            for curve in self.curves(Which::Drawn).unwrap_or_default() {
                let of = amount_words(page, benefit, &curve.amount);
                out.line("h4", &of);
                assumptions(page, out, curve);
                out.open("div.scroll|tabindex=0|role=region");
                out.set("aria-label", &of);
                out.open("table");
                out.words("caption", "page.chart.unit");
                out.open("thead");
                out.open("tr");
                out.line("th|scope=col", question);
                out.line("th|scope=col", &of);
                out.close();
                out.close();
                out.open("tbody");
                for point in curve.points() {
                    out.open("tr");
                    out.line("th|scope=row", &number(page, &point.answer));
                    out.line("td", &number(page, &point.amount));
                    out.close();
                }
                out.close();
                out.close();
                out.close();
            }
        }
        out.close();
        out.close();
    }

    /// From which number on the benefit pays for itself.
    fn pays(&self, page: &Page, out: &mut Elements, along: &Along, benefit: &Benefit) {
        out.open("");
        match self.found(Which::Pays) {
            Some(Found::Solve(found)) => {
                out.maybe("p.pays", pays(page, along, benefit, found).as_deref());
            }
            _ if self.waits(Which::Pays) => out.words("p.help", "page.working"),
            _ => {}
        }
        out.close();
    }
}

fn pays(page: &Page, along: &Along, benefit: &Benefit, found: &Solve) -> Option<String> {
    let key = |end: &str| [benefit.id, ".pays.", end].concat();
    let mut first: Vec<i64> = Vec::new();
    for reading in &found.readings {
        let interval = reading.intervals.first();
        first.extend(interval.map(|interval| {
            let [from, to] = [&interval.from, &interval.to].map(|end| along.at(&end.answer));
            along.whole(from, to).0
        }));
    }
    first.sort_unstable();
    let (Some(low), Some(high)) = (first.first(), first.last()) else {
        // Nothing is known yet, or it never does.
        return (!found.readings.is_empty()).then(|| page.word(&key("never")));
    };
    if *high <= along.least {
        return Some(page.word(&key("always")));
    }
    let mut at = along.said(page, *low);
    if low != high {
        let values = [("low", &*at), ("high", &along.said(page, *high))];
        at = page.say("explore.range.sources", &values);
    }
    let message = Message::default().saying("at", at);
    Some(page.words.say(&message.keyed(&[&key("from")])))
}

/// Which number is varied.
fn choose(page: &Page, out: &mut Elements, along: &Along) {
    let choices = choices(page);
    out.open("");
    if choices.len() > 1 {
        out.open("div.field");
        out.words("label|for=x-along", "explore.if.which");
        out.open("div.box list");
        out.open("select|id=x-along|data-do=explore along");
        for (field, _, text) in &choices {
            out.open("option");
            out.set("value", field);
            out.set_if(*field == along.field, "selected", "selected");
            out.text(text);
            out.close();
        }
        out.close();
        out.close();
        out.close();
    }
    out.close();
}

/// The way to put a number into the form.
pub(super) fn take(page: &Page, out: &mut Elements, along: &Along, at: i64, part: &'static str) {
    let said = along.said(page, at);
    out.open("button.take|type=button");
    out.join("data-do", "explore take ", part);
    out.set("value", &along.answer(at));
    out.text(&page.say("explore.take", &[("at", &said)]));
    out.close();
}

/// What is assumed where sources conflict, in words.
pub(super) fn assumed(page: &Page, figure: &str, value: &str) -> String {
    let mut figures = page.outcome.iter().flat_map(|outcome| &outcome.figures);
    let found = figures.find(|known| known.id == figure);
    let mut given = found.iter().flat_map(|figure| &figure.values);
    let reason = given.find(|given| given.value == value);
    let reason = reason.and_then(|given| given.reason.as_deref());
    let name = found.map_or(figure, |figure| &figure.text);
    let values = [("figure", name), ("reason", reason.unwrap_or(value))];
    page.say("explore.assuming", &values)
}

/// On which of the readings a line stands, where sources conflict.
fn assumptions(page: &Page, out: &mut Elements, curve: &Curve) {
    for (figure, value) in curve.assuming.iter() {
        out.line("p.help", &assumed(page, figure, value));
    }
}

fn number(page: &Page, text: &str) -> String {
    let number = money::parse(text).unwrap_or_default();
    page.words.show(&Argument::Yuan(number))
}

/// Beside a field: what is wrong with it.
pub(super) fn note(out: &mut Elements, id: &'static str, wrong: Option<&str>) {
    match wrong {
        Some(allowed) => {
            out.open("p.wrong");
            out.set("id", id);
            out.line("span", allowed);
        }
        None => {
            out.open("p.note");
            out.set("id", id);
        }
    }
    out.close();
}

/// What the engine is asked, without one of the answers.
pub(super) fn without(asked: &Json, field: &str) -> Json {
    let mut asked = asked.clone();
    let mut parts: Vec<&str> = field.split('.').collect();
    let id = parts.pop().unwrap_or_default();
    let answers = member(&mut asked, "answers");
    let answers = match parts[..] {
        [group, row] => answers.and_then(|answers| match member(answers, group) {
            Some(Json::List(rows)) => {
                let row: usize = row.parse().ok()?;
                rows.get_mut(row.checked_sub(1)?)
            }
            _ => None,
        }),
        _ => answers,
    };
    if let Some(Json::Object(answers)) = answers {
        answers.retain(|(name, _)| name != id);
    }
    asked
}

fn member<'j>(json: &'j mut Json, name: &str) -> Option<&'j mut Json> {
    let Json::Object(entries) = json else {
        return None;
    };
    let found = entries.iter_mut().find(|(known, _)| known == name);
    found.map(|(_, value)| value)
}

/// Of the steps 1, 2 and 5 and noughts, the first of which so many reach `most`; and `most` rounded up
/// to a whole number of them.
fn round_up(most: i64, count: i64) -> (i64, i64) {
    let mut ten: i64 = 1;
    loop {
        for step in [ten, ten.saturating_mul(2), ten.saturating_mul(5)] {
            if step.saturating_mul(count) >= most {
                return (step, (most + step - 1) / step * step);
            }
        }
        ten = ten.saturating_mul(10);
    }
}

/// The highest amount of some lines, in 分.
fn top(curves: &[Curve]) -> i64 {
    let mut top = 0;
    for piece in curves.iter().flat_map(|curve| &curve.pieces) {
        for point in [&piece.from, &piece.to].into_iter().chain(&piece.within) {
            top = top.max(fen(&point.amount).unwrap_or_default());
        }
    }
    top
}

#[cfg(test)]
mod tests {
    use super::{round_up, without};
    use crate::input::Json;

    #[test]
    fn ends_are_round_numbers() {
        assert_eq!(round_up(130_400, 10), (20_000, 140_000));
        assert_eq!(round_up(1, 10), (1, 1));
        assert_eq!(round_up(i64::MAX / 2, 10).0, 500_000_000_000_000_000);
    }

    #[test]
    fn an_answer_is_taken_out_of_its_row_only() {
        let row = || {
            Json::Object(vec![
                ("rate".into(), Json::Whole(3)),
                ("term".into(), Json::Whole(1)),
            ])
        };
        let asked = |rows| {
            let answers = Json::Object(vec![
                ("rate".into(), Json::Whole(4)),
                ("offers".into(), Json::List(rows)),
            ]);
            Json::Object(vec![("answers".into(), answers)])
        };
        let without_it = Json::Object(vec![("term".into(), Json::Whole(1))]);
        assert_eq!(
            without(&asked(vec![row(), row()]), "offers.2.rate"),
            asked(vec![row(), without_it])
        );
        assert_eq!(
            without(&asked(vec![row()]), "offers.9.rate"),
            asked(vec![row()])
        );
    }
}
