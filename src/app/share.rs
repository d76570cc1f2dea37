//! A case as a link, a QR code or a file; and, where a link was opened, whether it comes to the same.

use super::element::Elements;
use super::page::{LINK, ON, Page};
use super::take_away;
use crate::benefit::{self, Outline};
use crate::embed::Outcome;
use crate::input::Json;
use crate::link::{self, Again, Change, Link, PackChange, Wrong};
use crate::money::{grouped, parse};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest QR code that a phone still reads from another phone's screen: 97 modules.
const LARGEST: u8 = 20;

/// The side of the code on screen and on paper, in CSS pixels (some 7 cm on paper).
const SIDE: i64 = 272;

/// Light around the code, in modules, as ISO/IEC 18004 asks.
const QUIET: i64 = 4;

/// So many faults of a link are told.
const TOLD: usize = 6;

impl Page {
    /// The panel: what there is to take away.
    pub(super) fn share(&self, out: &mut Elements, outcome: &Outcome) {
        if self.sharing().get("open") != Some(&Json::Bool(true)) {
            return;
        }
        let case = self.case_of(outcome);
        let whole = self.address(&case);
        out.open("section");
        out.set_word("aria-label", "share.title");
        out.words("h3", "share.title");
        out.words("p.help", "share.what");
        out.open("");
        match self.code_of(out, &case) {
            true => out.words("p.help", "share.code.help"),
            false => out.words("p.help", "share.code.too-long"),
        }
        out.close();
        out.words("label|for=share-link", "share.link");
        out.open("div.box list");
        out.open(
            "input|id=share-link|type=text|readonly=readonly|autocomplete=off|spellcheck=false",
        );
        out.value(&whole);
        out.close();
        out.close();
        out.open("p.days");
        for (what, key) in [
            ("tell share copy", "share.copy"),
            ("tell share save", "share.save"),
            ("tell share choose", "share.choose"),
            ("tell print ", "share.print"),
        ] {
            out.open("button.quiet|type=button");
            out.set("data-do", what);
            out.text(self.words.word(key));
            out.close();
        }
        out.close();
        out.words("p.help", "share.drop");
        self.take_away(out, outcome);
        let note = match self.sharing().text("note") {
            "copied" => "share.note.copied",
            "selected" => "share.note.selected",
            "saved" => "share.note.saved",
            "opened" => "share.note.opened",
            "unmade" => "share.note.unmade",
            "unread" => "share.note.unread",
            _ => "",
        };
        out.line(
            "p.note|role=status",
            match note {
                "" => "",
                key => self.words.word(key),
            },
        );
        out.close();
    }

    /// The case that is on screen, as text.
    pub(super) fn case_of(&self, outcome: &Outcome) -> String {
        let link = self.benefit.map(|benefit| self.link(benefit, outcome));
        link.map_or(String::new(), |link| link::write(&link))
    }

    /// Where a case is opened.
    fn address(&self, case: &str) -> String {
        [self.sharing().text("address"), "#", case].concat()
    }

    /// The QR code of a case; whether it has one.
    pub(super) fn code_of(&self, out: &mut Elements, case: &str) -> bool {
        let code = encode(&self.address(case)).or_else(|| {
            // A long one says no more what it came to, only how to work it out.
            let (mut link, _) = link::read(case);
            link.results.clear();
            encode(&self.address(&link::write(&link)))
        });
        if let Some(code) = &code {
            self.code(out, code);
        }
        code.is_some()
    }

    /// The result as a workbook, and each of its tables; and once one is asked for, the file itself,
    /// which link.js takes from there.
    fn take_away(&self, out: &mut Elements, outcome: &Outcome) {
        out.open("section");
        out.words("h4", "share.away");
        out.words("p.help", "share.book.help");
        out.open("p.days");
        self.file(out, "book", self.words.word("share.book"));
        out.close();
        out.words("p.help", "share.csv");
        out.open("p.days");
        for (id, key) in [
            ("amounts", "share.table.amounts"),
            ("answers", "share.table.answers"),
            ("conditions", "share.table.conditions"),
            ("steps", "share.table.steps"),
            ("figures", "share.table.figures"),
        ] {
            self.file(out, id, self.words.word(key));
        }
        let payments = self.words.word("share.table.payments");
        if outcome.schedule.is_some() {
            self.file(out, "payments", payments);
        }
        for row in outcome.schedules.iter().filter_map(|schedule| schedule.row) {
            let row = row.to_string();
            self.file(
                out,
                &["payments.", &row].concat(),
                &[payments, " ", &row].concat(),
            );
        }
        for table in &outcome.tables {
            self.file(out, table.id, &table.text);
        }
        out.close();
        let wanted = self.sharing().text("file");
        out.open("");
        if !wanted.is_empty() {
            out.open("input|id=share-file|type=hidden");
            out.value(&take_away::file(self, outcome, wanted));
            out.close();
        }
        out.close();
        out.close();
    }

    fn file(&self, out: &mut Elements, what: &str, name: &str) {
        out.open("button.quiet|type=button");
        out.join("data-do", "tell share file ", what);
        out.text(name);
        out.close();
    }

    /// The case that is on screen.
    fn link(&self, benefit: &'static Outline, outcome: &Outcome) -> Link {
        let mut link = Link {
            benefit: benefit.id.into(),
            element: self.sharing().text("element").into(),
            on: self.on.clone(),
            lang: self.words.lang.clone(),
            packs: link::packs_of(outcome),
            results: link::results_of(outcome),
            draft: outcome.draft || self.is_draft(),
            ..Link::default()
        };
        for rows in benefit.rows {
            let count = self.rows(rows);
            if count > rows.least {
                link.answers.push((rows.id.into(), count.to_string()));
            }
        }
        let (answers, _) = self.answers(benefit);
        for (field, answer) in answers {
            let text = answer.as_text().unwrap_or_default().into();
            link.answers.push((field, text));
        }
        for (field, text) in self.texts() {
            // What a later release asked. Its answers are numbers, days and names of choices, too.
            let plain = text.len() <= 40
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
            if plain && field != ON && field != LINK && !link::asks(benefit, field) {
                link.more.push((field.clone(), text.clone()));
            }
        }
        link
    }

    fn code(&self, out: &mut Elements, code: &QrCode) {
        let side = code.size();
        let mut dark = String::new();
        for y in 0..side {
            let mut x = 0;
            while x < side {
                let mut run = 0;
                while code.get_module(x + run, y) {
                    run += 1;
                }
                if run > 0 {
                    let [from, at] = [x, y].map(|at| (i64::from(at) + QUIET).to_string());
                    let run = run.to_string();
                    dark += &["M", &from, " ", &at, "h", &run, "v1h-", &run, "z"].concat();
                }
                x += run.max(1);
            }
        }
        let all = (i64::from(side) + 2 * QUIET).to_string();
        out.open("svg.code|role=img|shape-rendering=crispEdges");
        out.set_number("width", SIDE);
        out.set_number("height", SIDE);
        out.set("viewBox", &["0 0 ", &all, " ", &all].concat());
        out.set_word("aria-label", "share.code");
        // Dark on light, whatever the colours around it: that is what every camera reads.
        out.open("path|fill=#fff");
        out.set("d", &["M0 0h", &all, "v", &all, "H0z"].concat());
        out.close();
        out.open("path|fill=#000");
        out.set("d", &dark);
        out.close();
        out.close();
    }

    /// Above the result of a link that was opened: whether it comes to the same.
    pub(super) fn opened(&self, out: &mut Elements, outcome: &Outcome) {
        let text = self.text(LINK);
        if text.is_empty() {
            return;
        }
        let named = link::benefit_of(text);
        if named != outcome.benefit && benefit::find(&named).is_some() {
            // Its questions need not be here.
            let name = &[&named, ".name"].concat();
            let name = match self.words.has(name) {
                true => self.words.word(name),
                false => &named,
            };
            out.said("p.banner", "share.other", &[("benefit", name)]);
            return;
        }
        let (link, wrong) = link::read(text);
        let again = link::again(&link, outcome);
        if again.is_none() && wrong.is_empty() {
            return;
        }
        out.open("section");
        out.set_word("aria-label", "share.again");
        if let Some(again) = &again {
            self.again(out, again);
        }
        self.wrong(out, &wrong);
        out.close();
    }

    fn again(&self, out: &mut Elements, again: &Again) {
        for pack in again.packs.iter().filter(|pack| pack.new.is_empty()) {
            out.said("p.why", "share.pack.missing", &[("pack", &pack.id)]);
        }
        if again.changes.is_empty() && again.packs.is_empty() {
            out.words("p.help", "share.same");
            return;
        }
        self.fold(out, "link");
        match again.changes.len() {
            0 => out.words("span.line", "share.same.packs"),
            count => out.said(
                "span.line",
                "share.changed",
                &[("count", &count.to_string())],
            ),
        }
        if self.inside(out, "link") {
            out.open("ul.notices");
            for change in &again.changes {
                self.change(out, change, &again.packs);
            }
            for pack in &again.packs {
                let values = [
                    ("pack", &*pack.id),
                    ("old", &*pack.old),
                    ("new", &*pack.new),
                ];
                match (pack.old.is_empty(), pack.new.is_empty()) {
                    (false, false) => out.said("li", "share.pack.changed", &values),
                    (true, _) => out.said("li", "share.pack.more", &values),
                    _ => {}
                }
            }
            out.close();
        }
        out.close();
        out.close();
    }

    fn change(&self, out: &mut Elements, change: &Change, packs: &[PackChange]) {
        let mut what = change.text.clone();
        if what.is_empty() {
            what = self.word("share.gone");
        }
        if change.row > 0 {
            let row = match self.benefit.map(|benefit| benefit.rows) {
                Some([rows]) => self.row_words(rows.id, change.row),
                _ => change.row.to_string(),
            };
            what = self.say("share.of-row", &[("row", &row), ("step", &what)]);
        }
        let figure = |values: &str| match values {
            "" => self.word("share.none"),
            _ => shown(values),
        };
        out.open("li");
        out.line("strong", &what);
        let values = [
            ("old", &*figure(&change.old)),
            ("new", &figure(&change.new)),
        ];
        out.said("p", "share.values", &values);
        let figures = change.figures.join(self.words.word("page.and"));
        match (packs.is_empty(), figures.is_empty()) {
            (true, _) => out.words("p.help", "share.why.release"),
            (_, false) => out.said("p.help", "share.why.figures", &[("figures", &figures)]),
            _ => out.words("p.help", "share.why.before"),
        }
        out.close();
    }

    fn wrong(&self, out: &mut Elements, wrong: &[Wrong]) {
        if wrong.is_empty() {
            return;
        }
        out.words("p", "share.wrong");
        out.open("ul.notices");
        for fault in wrong.iter().take(TOLD) {
            let given = Json::Text(fault.given.clone()).shown();
            let key = Json::Text(fault.key.clone()).shown();
            out.said("li", fault.why.key(), &[("key", &key), ("given", &given)]);
        }
        if wrong.len() > TOLD {
            let more = (wrong.len() - TOLD).to_string();
            out.said("li", "share.wrong.more", &[("count", &more)]);
        }
        out.close();
    }
}

/// A QR code of level M or better, where it is not too large.
fn encode(text: &str) -> Option<QrCode> {
    let segments = QrSegment::make_segments(text);
    let (level, most) = (QrCodeEcc::Medium, Version::new(LARGEST));
    QrCode::encode_segments_advanced(&segments, level, Version::MIN, most, None, true).ok()
}

/// Values as they are read: with commas in numbers, and a dash in ranges.
fn shown(values: &str) -> String {
    let mut shown = String::new();
    for (at, value) in values.split(" / ").enumerate() {
        if at > 0 {
            shown.push_str(" / ");
        }
        for (end, number) in value.split('~').enumerate() {
            if end > 0 {
                shown.push('–');
            }
            match parse(number) {
                Some(number) => shown.push_str(&grouped(number, 0)),
                None => shown.push_str(number),
            }
        }
    }
    shown
}
