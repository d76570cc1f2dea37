//! Every key that the program can ask a locale for.

use crate::benefit::person::QUESTIONS;
use crate::benefit::{self, Benefit};

/// The words that are not of any one benefit.
pub static PAGE_WORDS: &[&str] = &[
    "choice.yes",
    "choice.no",
    "confirmation.official",
    "confirmation.press",
    "confirmation.secondary",
    "confirmation.derived",
    "confirmation.recalled",
    "error.answers",
    "error.at-most",
    "error.benefit",
    "error.choice",
    "error.date",
    "error.day",
    "error.fee",
    "error.lang",
    "error.message",
    "error.number",
    "error.pack",
    "error.question",
    "error.request",
    "error.rows",
    "error.whole-number",
    "error.yes-no",
    "notice.candidates",
    "notice.lapsed",
    "notice.not-yet-in-force",
    "notice.open",
    "notice.past-review",
    "notice.recalled",
    "notice.unknown",
    "state.known",
    "state.past-review",
    "state.not-yet-in-force",
    "state.lapsed",
    "state.unsettled",
    "state.unknown",
    "unit.band.and",
    "unit.band.at-most",
    "unit.band.between",
    "unit.band.over",
    "unit.band.plus",
    "unit.band.up-to",
    "unit.yuan",
    "unit.percent-a-year",
    "unit.percent-points",
    "unit.months",
    "unit.people",
    "unit.square-metres",
    "unit.times",
    "unit.years",
    "unit.age",
    "verdict.eligible",
    "verdict.not-eligible",
    "verdict.depends",
    "verdict.no-rule",
];

/// The words of what `explore` finds.
pub static EXPLORE_WORDS: &[&str] = &[
    "error.after",
    "error.goal",
    "explore.assuming",
    "explore.bend",
    "explore.bend.brief",
    "explore.blank",
    "explore.by-itself",
    "explore.cause",
    "explore.cause.day",
    "explore.change",
    "explore.change.blank",
    "explore.changed.down",
    "explore.changed.less",
    "explore.changed.more",
    "explore.changed.up",
    "explore.done",
    "explore.gap",
    "explore.gap.brief",
    "explore.goal",
    "explore.goal.all",
    "explore.goal.between",
    "explore.goal.first",
    "explore.goal.how-much",
    "explore.goal.least",
    "explore.goal.most",
    "explore.goal.none",
    "explore.goal.nothing",
    "explore.goal.only",
    "explore.goal.or",
    "explore.goal.what",
    "explore.if",
    "explore.if.at",
    "explore.if.first",
    "explore.if.no-turns",
    "explore.if.picture",
    "explore.if.slide",
    "explore.if.table",
    "explore.if.turns",
    "explore.if.which",
    "explore.jump.brief",
    "explore.jump.down",
    "explore.jump.up",
    "explore.next",
    "explore.next.aside",
    "explore.next.none",
    "explore.next.why",
    "explore.no-rule",
    "explore.of-row",
    "explore.pair.after",
    "explore.pair.allowed",
    "explore.pair.excluded",
    "explore.pair.unknown",
    "explore.range",
    "explore.range.sources",
    "explore.take",
    "explore.undo",
    "explore.way",
    "explore.way.and",
    "explore.way.apply",
    "explore.way.fixed",
    "explore.way.none",
    "explore.way.this",
    "explore.way.unknown",
    "explore.ways",
];

/// The words of the start page, beside those of its questions.
pub static START_WORDS: &[&str] = &[
    "start.answered",
    "start.aside.business",
    "start.aside.home",
    "start.aside.none",
    "start.aside.purchase",
    "start.aside.start-up",
    "start.aside.way",
    "start.assuming.bank-fees",
    "start.assuming.consumer-loan-subsidy",
    "start.assuming.health-cover",
    "start.back",
    "start.cards",
    "start.cards.help",
    "start.change",
    "start.done",
    "start.lead",
    "start.one-of",
    "start.open",
    "start.open.of",
    "start.out",
    "start.questions",
    "start.skip",
    "start.skipped",
    "start.spoken",
    "start.step",
    "start.title",
    "start.way",
    "start.way.day",
    "start.when.in-all",
    "start.when.year",
    "start.worth.between",
    "start.worth.compares",
    "start.worth.most",
    "start.worth.nothing",
    "start.worth.open",
    "start.worth.outer",
    "start.worth.sure",
    "start.worth.unbounded",
];

/// The words of links, QR codes and files.
pub static SHARE_WORDS: &[&str] = &[
    "share.again",
    "share.away",
    "share.book",
    "share.book.help",
    "share.changed",
    "share.choose",
    "share.code",
    "share.code.help",
    "share.code.too-long",
    "share.copy",
    "share.csv",
    "share.drop",
    "share.gone",
    "share.link",
    "share.none",
    "share.note.copied",
    "share.note.opened",
    "share.note.saved",
    "share.note.selected",
    "share.note.unmade",
    "share.note.unread",
    "share.of-row",
    "share.other",
    "share.pack.changed",
    "share.pack.missing",
    "share.pack.more",
    "share.print",
    "share.same",
    "share.same.packs",
    "share.save",
    "share.table.amounts",
    "share.table.answers",
    "share.table.conditions",
    "share.table.figures",
    "share.table.payments",
    "share.table.steps",
    "share.title",
    "share.values",
    "share.what",
    "share.why.before",
    "share.why.figures",
    "share.why.release",
    "share.wrong",
    "share.wrong.benefit",
    "share.wrong.code",
    "share.wrong.day",
    "share.wrong.language",
    "share.wrong.later",
    "share.wrong.more",
    "share.wrong.pack",
    "share.wrong.question",
    "share.wrong.result",
    "share.wrong.twice",
    "share.wrong.version",
];

/// The words of the desk and of the sheet for a customer.
pub static DESK_WORDS: &[&str] = &[
    "desk.actions",
    "desk.amount",
    "desk.and",
    "desk.because",
    "desk.by.less",
    "desk.by.more",
    "desk.by.same",
    "desk.cause",
    "desk.cause.by",
    "desk.causes",
    "desk.causes.of",
    "desk.chosen",
    "desk.column",
    "desk.copy",
    "desk.copy.of",
    "desk.differs",
    "desk.fails",
    "desk.file",
    "desk.hint",
    "desk.lead",
    "desk.less",
    "desk.missing",
    "desk.more",
    "desk.not",
    "desk.not-asked",
    "desk.of",
    "desk.of-row",
    "desk.open",
    "desk.print",
    "desk.remove",
    "desk.remove.of",
    "desk.rows",
    "desk.say",
    "desk.say.of",
    "desk.sentence",
    "desk.sheet.bank",
    "desk.sheet.code",
    "desk.sheet.days",
    "desk.sheet.more",
    "desk.sheet.phone",
    "desk.table",
    "desk.title",
    "desk.verdict",
];

/// The words of what is taken away: tables and the workbook.
pub static WORKBOOK_WORDS: &[&str] = &[
    "workbook.address",
    "workbook.amounts",
    "workbook.and",
    "workbook.answer",
    "workbook.answers",
    "workbook.article",
    "workbook.balance",
    "workbook.band.amount",
    "workbook.band.at-most",
    "workbook.band.over",
    "workbook.band.percent",
    "workbook.band.up-to",
    "workbook.beside.after",
    "workbook.beside.b",
    "workbook.beside.before",
    "workbook.beside.c",
    "workbook.beside.d",
    "workbook.beside.e",
    "workbook.beside.each",
    "workbook.beside.g",
    "workbook.beside.m",
    "workbook.beside.n",
    "workbook.beside.p",
    "workbook.beside.x",
    "workbook.blank",
    "workbook.conditions",
    "workbook.confirmed",
    "workbook.confirmed-on",
    "workbook.distance",
    "workbook.document",
    "workbook.draft",
    "workbook.figures",
    "workbook.fixed.branch",
    "workbook.fixed.limit",
    "workbook.fixed.which-account",
    "workbook.from",
    "workbook.holds",
    "workbook.holds.no",
    "workbook.holds.unknown",
    "workbook.holds.yes",
    "workbook.how",
    "workbook.id",
    "workbook.interest",
    "workbook.least",
    "workbook.loan.each",
    "workbook.loan.early",
    "workbook.loan.early-fee",
    "workbook.loan.early-month",
    "workbook.loan.fee-at-start",
    "workbook.loan.fee-monthly",
    "workbook.loan.flows",
    "workbook.loan.grace",
    "workbook.loan.guess",
    "workbook.loan.last",
    "workbook.loan.months",
    "workbook.loan.principal",
    "workbook.loan.rate",
    "workbook.loan.unrounded",
    "workbook.month",
    "workbook.most",
    "workbook.not",
    "workbook.note.answers",
    "workbook.note.change",
    "workbook.note.choice",
    "workbook.note.figures",
    "workbook.note.payments",
    "workbook.note.steps",
    "workbook.number",
    "workbook.on",
    "workbook.open",
    "workbook.packs",
    "workbook.payment",
    "workbook.payments",
    "workbook.principal",
    "workbook.question",
    "workbook.reading",
    "workbook.remark",
    "workbook.row",
    "workbook.sheet.answers",
    "workbook.sheet.figures",
    "workbook.sheet.result",
    "workbook.sheet.steps",
    "workbook.steps",
    "workbook.unit",
    "workbook.unit.basis-points",
    "workbook.unit.count",
    "workbook.unit.day",
    "workbook.unit.days",
    "workbook.unit.months",
    "workbook.unit.names",
    "workbook.unit.people",
    "workbook.unit.percent",
    "workbook.unit.percent-a-year",
    "workbook.unit.rule",
    "workbook.unit.square-metres",
    "workbook.unit.telephone",
    "workbook.unit.times",
    "workbook.unit.years",
    "workbook.unit.yuan",
    "workbook.unrounded",
    "workbook.until",
    "workbook.value",
    "workbook.what",
];

/// Every key, sorted, each once.
pub fn inventory() -> Vec<String> {
    let mut keys: Vec<String> = PAGE_WORDS.iter().map(|key| key.to_string()).collect();
    keys.extend(super::SCREEN_WORDS.iter().map(|key| key.to_string()));
    keys.extend(WORKBOOK_WORDS.iter().map(|key| key.to_string()));
    keys.extend(SHARE_WORDS.iter().map(|key| key.to_string()));
    keys.extend(EXPLORE_WORDS.iter().map(|key| key.to_string()));
    keys.extend(DESK_WORDS.iter().map(|key| key.to_string()));
    keys.extend(START_WORDS.iter().map(|key| key.to_string()));
    for question in QUESTIONS {
        let of = ["question.", "help.", "choices."];
        keys.extend(of.map(|of| ["start.", of, question.id].concat()));
        let choices = question.choices.iter();
        keys.extend(choices.map(|choice| ["start.choice.", question.id, ".", choice].concat()));
    }
    for outline in benefit::ALL {
        keys.push(["start.name.", outline.id].concat());
        keys.push(["desk.of.", outline.id].concat());
        keys.extend(benefit_keys(outline.whole()));
    }
    keys.sort();
    keys.dedup();
    keys
}

fn benefit_keys(benefit: &Benefit) -> Vec<String> {
    let mut keys = vec!["name".to_string(), "summary".to_string()];
    keys.extend(["sure", "if", "open", "none"].map(|kind| format!("answer.{kind}")));
    if benefit.what_if.pays.is_some() {
        keys.extend(["from", "always", "never"].map(|end| format!("pays.{end}")));
    }
    keys.extend(benefit.rows.iter().map(|rows| format!("rows.{}", rows.id)));
    keys.extend(benefit.lines.iter().map(|line| format!("line.{line}")));
    for table in benefit.tables {
        keys.push(format!("table.{}", table.id));
        let columns = table.columns.iter();
        keys.extend(columns.map(|column| format!("column.{}.{}", table.id, column.id)));
    }
    for question in benefit.questions() {
        keys.push(format!("question.{}", question.id));
        keys.push(format!("help.{}", question.id));
        keys.push(format!("part.{}", question.part));
        let named = question.kind != benefit::Kind::YesNo;
        for choice in question.kind.choices().iter().filter(|_| named) {
            keys.push(format!("choice.{}.{choice}", question.id));
        }
    }
    for condition in benefit.conditions {
        let of = ["", ".yes", ".no", ".unknown"];
        keys.extend(of.map(|end| format!("condition.{}{end}", condition.id)));
    }
    for step in benefit.steps {
        keys.extend(["", ".formula"].map(|end| format!("step.{step}{end}")));
    }
    keys.extend(
        benefit
            .amounts
            .iter()
            .map(|amount| format!("amount.{}", amount.id)),
    );
    keys.extend(
        benefit
            .notices
            .iter()
            .map(|notice| format!("notice.{}", notice.id)),
    );
    keys.iter()
        .map(|key| format!("{}.{key}", benefit.id))
        .collect()
}
