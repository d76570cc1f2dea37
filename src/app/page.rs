//! The state of a page, and what every event does to it.

use super::book::Book;
use super::border::{give, with_engine};
use super::element::{Elements, say};
use super::explore::{self, Explores};
use super::{desk, event, form, typed};
use crate::benefit::{self, BadAnswer, Kind, Outline, Rows};
use crate::embed::{Amount, CatalogueEntry, FigureRecord, Named, Outcome, Refusal, Source};
use crate::input::Json;
use crate::money;
use crate::policy::Date;
use crate::words::{Argument, Locale, Message};
use rust_decimal::Decimal;
use std::mem;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;
use yew::virtual_dom::Listener;
use yew::{Component, Context, Html, NodeRef, Properties};

// The form is there first, then the result of what is answered, then what a person opens.
later! {
    chunk "result" "01" fn work_out(page: &mut Page, given: &Json) { page.work_out(given) }
    chunk "result" "02" pub(super) fn found(page: &Page, out: &mut Elements, outcome: &Outcome) {
        page.found(out, outcome);
    }
    chunk "result" "05" pub(super) fn understood(page: &Page, field: &str, unit: &str) -> String {
        page.understood(field, unit)
    }
    chunk "result" "06" fn fold_finished(page: &mut Page, rows: &Rows) { page.fold_finished(rows) }
    chunk "result" "07" pub(super) fn row_in_short(page: &Page, group: &str, row: u8) -> String {
        page.row_in_short(group, row)
    }
    chunk "result" "03" fn bar(page: &Page, out: &mut Elements) { page.bar(out) }
    chunk "form-start" "01" fn start(page: &Page, out: &mut Elements) { page.start(out) }
    chunk "form-desk" "01" fn show_desk(page: &Page, out: &mut Elements) { page.desk(out) }
    chunk "desk" "01" fn work_at_desk(tell: js_sys::Function) -> Box<dyn Explores> { desk::work(tell) }
    chunk "desk" "02" pub(super) fn sheet(page: &Page, out: &mut Elements, outcome: &Outcome) {
        page.sheet_of_calculator(out, outcome);
    }
    chunk "result" "08" fn report(page: &mut Page, tell: &js_sys::Function) { page.report(tell) }
    chunk "result" "09" fn banners(page: &Page, out: &mut Elements) { page.banners(out) }
    chunk "result" "0b" pub(super) fn evaluate(page: &mut Page) -> Option<Outcome> { page.evaluate() }
    chunk "result" "0a" pub(super) fn wrong(out: &mut Elements, refusal: &Refusal) { form::told_wrong(out, refusal) }
    chunk "share" "01" pub(super) fn share(page: &Page, out: &mut Elements, outcome: &Outcome) { page.share(out, outcome) }
    chunk "share" "02" pub(super) fn opened(page: &Page, out: &mut Elements, outcome: &Outcome) { page.opened(out, outcome) }
    chunk "share" "03" pub(super) fn case_of(page: &Page, outcome: &Outcome) -> String { page.case_of(outcome) }
    chunk "share" "04" pub(super) fn code(page: &Page, out: &mut Elements, case: &str) -> bool {
        page.code_of(out, case)
    }
    chunk "rest" "01" fn look_up(page: &Page, out: &mut Elements) { page.look_up(out) }
    chunk "rest" "02" fn give_outcome(outcome: &Outcome) -> JsValue { give(outcome) }
    chunk "rest" "03" pub(super) fn chart(page: &Page, out: &mut Elements, outcome: &Outcome) { page.chart(out, outcome) }
    chunk "rest" "07" pub(super) fn schedules(page: &Page, out: &mut Elements, outcome: &Outcome) {
        page.schedules(out, outcome);
    }
    chunk "rest" "04" pub(super) fn sources(page: &Page, out: &mut Elements, outcome: &Outcome) { page.sources(out, outcome) }
    chunk "rest" "05" pub(super) fn steps(page: &Page, out: &mut Elements, fold: &str, outcome: &Outcome, amount: &Amount) {
        page.steps(out, fold, outcome, amount);
    }
    chunk "rest" "08" fn explain(page: &Page, shown: Html) -> Html { page.explain(shown) }
    chunk "rest" "09" fn foot(page: &Page, out: &mut Elements) { page.foot(out) }
    chunk "rest" "0a" pub(super) fn care(page: &Page, out: &mut Elements) { page.care(out) }
    chunk "rest" "0b" fn say_meaning(page: &mut Page, fold: &str) { page.say_meaning(fold) }
    chunk "rest" "0c" fn shut_meanings(page: &mut Page) -> bool { page.shut_meanings() }
    chunk "rest" "0d" pub(super) fn figures(request: &Json) -> Vec<FigureRecord> {
        with_engine(|engine| engine.figures(request)).unwrap_or_default()
    }
    chunk "rest" "06" pub(super) fn source(page: &Page, out: &mut Elements, outcome: &Outcome, source: &Source) {
        page.source(out, outcome, source);
    }
}

/// The field of the day whose rules hold; no question has this id.
pub(super) const ON: &str = "on";

/// The field of the link that was opened, as long as nothing else is typed.
pub(super) const LINK: &str = "#";

#[derive(Clone, Properties)]
pub(super) struct Props {
    /// What the host gives: the attributes `benefit`, `lang` and `on`; whether its `density` is `large`; at
    /// the desk `of`, the calculator that it is about; `today`; `wrong`, attributes that mean nothing;
    /// `print`, whether there is to be a sheet for a customer; `share`, see [`Page::sharing`]; `packs`, the
    /// bank's own, `pack`, the address of the last of them if it came
    /// from one, and `reason`, what is wrong when they could not even be read. Now and then `texts`,
    /// which replace all that is typed.
    pub given: Rc<Json>,
    pub tell: js_sys::Function,
}

impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        Rc::ptr_eq(&self.given, &other.given)
    }
}

/// What the page shows.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum View {
    /// One benefit.
    Calculator,
    /// The start page, which is about all of them.
    Start,
    /// The desk of a bank's staff: several cases of one benefit side by side.
    Desk,
}

/// Answers that can be read, and others with the kind of what was asked.
type Answers = (Vec<(String, Json)>, Vec<(String, Kind, BadAnswer)>);

pub(super) enum Msg {
    /// A field has a new text.
    Typed(String, String),
    /// The person has left a field.
    Left(String),
    /// Everything is to be blank.
    Clear,
    /// A group is to have one more row.
    Add(String),
    /// A row is to go: its group and number.
    Remove(String),
    /// A fold was opened or closed.
    Fold(String, bool),
    /// `element.js` is to hear of it: the `lang` that the person wants, the other `density`, what to `share`, the benefit to
    /// `open` from the start page, or that it is to go `back` there.
    Tell(String),
    /// A row of the form was opened or closed.
    Row(String, bool),
    /// The figure book is to open, or what is looked up in it changes: what it is about (see
    /// [`Book`]), the words to look for, and what was pressed.
    LookUp(Option<String>, String, Option<HtmlElement>),
    /// The figure book is to close; where it was the key for it, first the meanings that are open.
    Shut(bool),
    /// All is there that is fetched after the first result.
    Complete,
    WorkOut,
    Settle,
    /// Something was done to a part of what is explored, by its name and with its value; and so many
    /// cases may be worked out.
    Explore(u32, String, String),
}

pub(super) struct Page {
    pub words: Rc<Locale>,
    pub benefit: Option<&'static Outline>,
    pub view: View,
    /// Whether the start page is behind it.
    pub back: bool,
    pub entry: Option<CatalogueEntry>,
    /// The last day that could be read.
    pub on: String,
    pub outcome: Option<Outcome>,
    /// Whether all is there that is fetched after the first result.
    pub complete: bool,
    /// What is wrong, by field; attributes as well as answers.
    pub refusals: Vec<Refusal>,
    /// The bank's own packs, once they were found good.
    pub packs: Json,
    /// What the engine was asked last.
    pub asked_of: Json,
    /// What else could be, once it is there.
    pub explorer: Option<Box<dyn Explores>>,
    /// What the host gives; see [`Props::given`].
    pub given: Rc<Json>,
    /// The figure book, while it is open.
    pub book: Option<Book>,
    /// The heading of the view.
    pub title: NodeRef,
    /// What the focus moves to once the view is drawn.
    focus: Option<HtmlElement>,
    /// The same, for what is not there before: a selector.
    pub focus_on: String,
    /// Hear what is done; see [`event::listeners`].
    pub listeners: Vec<Rc<dyn Listener>>,
    /// What was last said aloud.
    pub spoken: String,
    pub texts: Named<String>,
    /// Fields that are still being typed in: too early to say what is wrong.
    busy: Vec<String>,
    /// The folds that are open, by name.
    pub open: Vec<String>,
    /// The rows of the form that are folded, by name.
    pub folded: Vec<String>,
    /// Those of them that were finished when they were folded.
    pub done: Vec<String>,
    /// The refusals that the host was told of: field and what was given.
    reported: Vec<String>,
}

impl Component for Page {
    type Message = Msg;
    type Properties = Props;

    fn create(context: &Context<Page>) -> Page {
        let mut page = Page {
            words: Rc::default(),
            benefit: None,
            view: View::Calculator,
            back: false,
            entry: None,
            on: String::new(),
            outcome: None,
            complete: false,
            refusals: Vec::new(),
            packs: Json::Null,
            asked_of: Json::Null,
            explorer: None,
            given: context.props().given.clone(),
            book: None,
            title: NodeRef::default(),
            focus: None,
            focus_on: String::new(),
            listeners: event::listeners(context.link()),
            spoken: String::new(),
            texts: Named::default(),
            busy: Vec::new(),
            open: Vec::new(),
            folded: Vec::new(),
            done: Vec::new(),
            reported: Vec::new(),
        };
        let given = &context.props().given;
        page.set_date(given);
        page.take(given);
        page
    }

    fn changed(&mut self, context: &Context<Page>, before: &Props) -> bool {
        let given = &context.props().given;
        self.given = given.clone();
        let anew = given.get("texts").is_some();
        if anew {
            self.open.clear();
            self.folded.clear();
            self.book = None;
            self.outcome = None;
            self.spoken.clear();
            self.reported.clear();
            self.focus_on = given.text("focus").into();
        }
        if anew || given.text("on") != before.given.text("on") {
            self.set_date(given);
        }
        let view = self.view;
        self.take(given);
        if view != self.view {
            self.explorer = None;
            self.complete = false;
        }
        true
    }

    fn update(&mut self, context: &Context<Page>, message: Msg) -> bool {
        match message {
            Msg::Typed(field, mut text) => {
                if self.view == View::Desk && text.is_empty() && field.contains('.') {
                    // Blank on purpose: an empty one is as in the first column.
                    text = " ".into();
                }
                if self.text(&field) == text {
                    return false;
                }
                mark(&mut self.busy, &field, true);
                self.set_text(&field, text);
                if self.view == View::Start && field != ON {
                    self.focus_on = ".question > h3".into();
                }
                self.tell_typed(context);
            }
            Msg::Left(field) => return mark(&mut self.busy, &field, false),
            Msg::Clear => {
                let on = self.text(ON).to_string();
                self.texts.0 = vec![(ON.into(), on)];
                self.busy.clear();
                self.folded.clear();
                self.tell_typed(context);
            }
            Msg::Add(group) => {
                let Some(rows) = self.group(&group) else {
                    return false;
                };
                if self.outcome.is_some() {
                    fold_finished(self, rows);
                }
                let last = self.rows(rows) + 1;
                self.set_rows(rows, last);
                self.focus_on = [
                    "[data-row=\"",
                    &row_name(&group, last),
                    "\"] :is(input,select)",
                ]
                .concat();
                self.tell_typed(context);
            }
            Msg::Remove(row) => {
                let Some((group, row)) = row.split_once('.') else {
                    return false;
                };
                let (Some(rows), Ok(row)) = (self.group(group), row.parse()) else {
                    return false;
                };
                self.remove_row(rows, row);
                self.focus_on = ["[data-do=\"add ", group, "\"]"].concat();
                self.tell_typed(context);
            }
            Msg::Fold(fold, open) => {
                if open && self.complete {
                    say_meaning(self, &fold);
                }
                return mark(&mut self.open, &fold, open);
            }
            Msg::Row(row, open) => return mark(&mut self.folded, &row, !open),
            Msg::Tell(told) => {
                if let Some((what, detail)) = told.split_once(' ') {
                    self.tell(context, what, JsValue::from_str(detail));
                }
                return false;
            }
            Msg::LookUp(about, find, from) => {
                if let Some(fold) = &about {
                    mark(&mut self.open, fold, true);
                }
                if from.is_some() {
                    self.focus = self.title.cast();
                }
                let what = about.clone().unwrap_or_default();
                match &mut self.book {
                    Some(book) => (book.find, book.about) = (find, about),
                    None => self.book = Some(Book { find, about, from }),
                }
                self.tell(context, "book", JsValue::from(what));
            }
            Msg::Shut(true) if self.complete && shut_meanings(self) => {}
            Msg::Shut(_) => match self.book.take() {
                Some(book) => {
                    // What was pressed may have been drawn anew: then what does the same.
                    self.focus_on = match book.about {
                        Some(about) => ["[data-do=\"look-up ", &about, "\"] button"].concat(),
                        None => String::new(),
                    };
                    self.focus = book.from;
                }
                None => return false,
            },
            Msg::Complete => {
                self.complete = true;
                // More words have come.
                self.take(&context.props().given);
                if self.explorer.is_none() {
                    let tell = context.props().tell.clone();
                    self.explorer = Some(match self.view {
                        View::Desk => work_at_desk(tell),
                        view => explore::explorer(tell, view == View::Start),
                    });
                }
                self.explore(0, "", "");
            }
            Msg::Explore(cases, name, value) => return self.explore(cases, &name, &value),
            Msg::WorkOut => {
                self.tell(context, "working", JsValue::NULL);
                work_out(self, &context.props().given);
                self.tell(context, "worked", JsValue::NULL);
            }
            Msg::Settle => {
                self.busy.clear();
                self.spoken = self.sentence();
                report(self, &context.props().tell);
            }
        }
        true
    }

    fn view(&self, _: &Context<Page>) -> Html {
        let mut out = Elements::new(&self.words);
        out.open("div.page");
        out.set("lang", &self.words.lang);
        out.heard_by(&self.listeners);
        self.heading(&mut out);
        out.open("");
        if !self.refusals.is_empty() {
            banners(self, &mut out);
        }
        out.close();
        // Only out of sight while the book is open, so that the focus can come back.
        out.open("div.columns");
        out.set_if(self.book.is_some(), "hidden", "hidden");
        match self.view {
            View::Start => start(self, &mut out),
            View::Desk => show_desk(self, &mut out),
            View::Calculator => {
                out.open("div.asking");
                self.form(&mut out);
                out.open("");
                if self.outcome.is_some() {
                    bar(self, &mut out);
                }
                out.close();
                out.close();
                self.answer(&mut out);
            }
        }
        out.close();
        out.open("");
        if self.complete {
            foot(self, &mut out);
        }
        out.close();
        out.open("");
        if self.book.is_some() {
            look_up(self, &mut out);
        }
        out.close();
        out.line("output.spoken|aria-live=polite", &self.spoken);
        out.close();
        match self.complete {
            true => explain(self, out.finish()),
            false => out.finish(),
        }
    }

    fn rendered(&mut self, _: &Context<Page>, _: bool) {
        if let Some(node) = self.focus.take() {
            let _ = node.focus();
        }
        let wanted = mem::take(&mut self.focus_on);
        if let Some(title) = self.title.cast().filter(|_| !wanted.is_empty()) {
            event::focus_on(&title, ".page", &wanted);
        }
    }
}

impl Page {
    /// The sentence of a key of the page, as it is written.
    pub fn word(&self, key: &str) -> String {
        self.words.word(key).into()
    }

    /// The sentence of a key of the page, with its values.
    pub fn say(&self, key: &'static str, values: &[(&'static str, &str)]) -> String {
        say(&self.words, key, values)
    }

    /// What is typed in a field.
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }

    pub fn set_text(&mut self, field: &str, text: String) {
        match self.texts.0.iter_mut().find(|(id, _)| id == field) {
            Some((_, old)) => *old = text,
            None => self.texts.0.push((field.into(), text)),
        }
    }

    fn tell_typed(&mut self, context: &Context<Page>) {
        let typed = self.typed();
        self.tell(context, "typed", typed);
    }

    /// All that is typed, for the element to keep; it is no longer what a link brought.
    pub fn typed(&mut self) -> JsValue {
        self.set_text(LINK, String::new());
        give(&self.texts)
    }

    /// Every field with what is typed in it.
    pub fn texts(&self) -> impl Iterator<Item = (&String, &String)> {
        self.texts.iter()
    }

    /// Whether anything is answered.
    pub fn any_answer(&self) -> bool {
        self.texts
            .iter()
            .any(|(field, text)| *field != ON && !text.is_empty())
    }

    pub fn is_open(&self, fold: &str) -> bool {
        self.open.iter().any(|open| open == fold)
    }

    pub fn is_folded(&self, row: &str) -> bool {
        self.folded.iter().any(|folded| folded == row)
    }

    /// What is wrong with a field, once it is time to say so.
    pub fn refusal(&self, field: &str) -> Option<&Refusal> {
        let found = self.refusals.iter().find(|refusal| refusal.field == field);
        found.filter(|_| !self.busy.iter().any(|busy| busy == field))
    }

    /// Whether a question applies to what is answered, in a row where it is asked in rows.
    pub fn asked(&self, question: &benefit::Question, row: u8) -> bool {
        question.asked_when.is_none_or(|(other, choices)| {
            let shown = self.benefit.and_then(|benefit| benefit.question(other));
            shown.is_some_and(|other| {
                let field = field(other.id, other.row, row);
                self.asked(other, row) && choices.contains(&self.text(&field))
            })
        })
    }

    fn group(&self, group: &str) -> Option<&'static Rows> {
        let mut groups = self.benefit?.rows.iter();
        groups.find(|rows| rows.id == group)
    }

    /// How many rows of a group there are: what is typed in a field of the group's name.
    pub fn rows(&self, rows: &Rows) -> u8 {
        let count = self.text(rows.id).parse().unwrap_or_default();
        rows.least.max(count).min(rows.most)
    }

    fn set_rows(&mut self, rows: &Rows, count: u8) {
        let count = match count > rows.least {
            true => count.to_string(),
            false => String::new(),
        };
        self.set_text(rows.id, count);
    }

    /// Takes a row out; those below it move up.
    fn remove_row(&mut self, rows: &Rows, row: u8) {
        let count = self.rows(rows);
        for at in row..=count {
            let (here, below) = (row_name(rows.id, at), row_name(rows.id, at + 1));
            let folded = self.is_folded(&below);
            mark(&mut self.folded, &here, folded);
            let (here, below) = (here + ".", below + ".");
            self.texts.0.retain(|(field, _)| !field.starts_with(&here));
            for (field, _) in &mut self.texts.0 {
                if let Some(question) = field.strip_prefix(&below) {
                    *field = [&here, question].concat();
                }
            }
        }
        self.set_rows(rows, count.saturating_sub(1));
        self.busy.clear();
    }

    /// The name of a row in words: the third offer.
    pub fn row_words(&self, group: &str, row: u8) -> String {
        let benefit = self.benefit.map_or("", |benefit| benefit.id);
        let words = Message::default().saying("row", row.to_string());
        self.words.say(&words.keyed(&[benefit, ".rows.", group]))
    }

    fn set_date(&mut self, given: &Json) {
        if given.get("texts").is_some() {
            self.texts.0.clear();
            self.busy.clear();
            for (field, text) in given.fields("texts") {
                self.set_text(field, text.as_text().unwrap_or_default().into());
            }
        }
        let today = given.text("today");
        if given.get("texts").is_none() || self.texts.get(ON).is_none() {
            let on = match given.text("on") {
                "" => today,
                on => on,
            };
            self.set_text(ON, on.into());
            self.on = today.into();
        }
        if let Some(day) = self.day() {
            self.on = day;
        } else if self.on.is_empty() {
            self.on = today.into();
        }
    }

    /// The day that is typed, when it is one.
    fn day(&self) -> Option<String> {
        let day = typed::day(self.text(ON));
        let year = Date::parse(&day)?.year();
        (1990..=2100).contains(&year).then_some(day)
    }

    /// Takes the language and the benefit. A benefit that does not exist leaves the last one.
    fn take(&mut self, given: &Json) {
        let mut wanted = given.text("benefit");
        self.view = match wanted {
            "start" => View::Start,
            "desk" => {
                wanted = given.text("of");
                View::Desk
            }
            _ if benefit::find(wanted).is_some() => View::Calculator,
            _ => self.view,
        };
        let found = benefit::find(wanted);
        self.back = given.may("back").is_some();
        self.benefit = found.or(self.benefit);
        let lang = given.text("lang");
        with_engine(|engine| {
            if let Some(locale) = engine.locale(lang) {
                self.words = locale.clone();
            }
            let found = self.benefit.and_then(|benefit| engine.entry(benefit, lang));
            self.entry = found;
        });
    }

    /// Works out the result of all answers that can be read, and notes what cannot.
    fn work_out(&mut self, given: &Json) {
        // The words of the result came after those of the form.
        self.take(given);
        self.refusals.clear();
        for (name, value) in given.fields("wrong") {
            let allowed = match name.as_str() {
                "shadow" => "open, closed".into(),
                "pack" | "packs" => self.say("error.pack", &[("reason", given.text("reason"))]),
                _ => self.say("error.lang", &[("languages", "zh-Hans, zh-Hant, en")]),
            };
            self.refuse(name, value.as_text().unwrap_or_default(), allowed);
        }
        match self.day() {
            Some(day) => self.on = day,
            None => {
                let text = self.text(ON).to_string();
                self.refuse(ON, &text, self.word("page.error.date"));
            }
        }
        self.packs = given.get("packs").cloned().unwrap_or(Json::Null);
        match self.view {
            View::Start => return self.look_around(given),
            View::Desk => {
                self.outcome = None;
                self.explore(0, "", "");
                return;
            }
            View::Calculator => {}
        }
        let wanted = given.text("benefit");
        if benefit::find(wanted).is_none() {
            let known: Vec<&str> = benefit::ALL.iter().map(|benefit| benefit.id).collect();
            let allowed = self.say("error.benefit", &[("benefits", &known.join(", "))]);
            self.refuse("benefit", wanted, allowed);
        }
        self.outcome = self.evaluate();
        self.open_wanting();
        self.explore(0, "", "");
    }

    /// The outcome of all answers that can be read; what cannot be is refused.
    fn evaluate(&mut self) -> Option<Outcome> {
        let benefit = self.benefit?;
        let given = self.given.clone();
        let mut answers = self.good_answers(benefit);
        loop {
            let request = self.request(vec![
                ("benefit".into(), Json::Text(benefit.id.into())),
                ("answers".into(), self.in_rows(benefit, &answers)),
            ]);
            match with_engine(|engine| engine.evaluate(&request)) {
                Ok(outcome) => {
                    self.asked_of = request;
                    return Some(outcome);
                }
                Err(refusal) if refusal.field.starts_with("packs") && self.packs != Json::Null => {
                    self.without_packs(&given, refusal);
                }
                Err(refusal) => {
                    let at = answers.iter().position(|(id, _)| *id == refusal.field);
                    self.refusals.push(refusal);
                    match at {
                        Some(at) => drop(answers.remove(at)),
                        None => return None,
                    }
                }
            }
        }
    }

    /// Without its own packs the bank has the built-in ones.
    pub fn without_packs(&mut self, given: &Json, refusal: Refusal) {
        let last = given.list("packs").len().saturating_sub(1).to_string();
        match given.may("pack") {
            Some(pack) if refusal.field == ["packs.", &last].concat() => {
                self.refuse("pack", pack, refusal.allowed);
            }
            _ => self.refusals.push(refusal),
        }
        self.packs = Json::Null;
    }

    /// Lets the explorer know what is there now; see [`Explores::go_on`].
    pub fn explore(&mut self, cases: u32, name: &str, value: &str) -> bool {
        let Some(mut explorer) = self.explorer.take() else {
            return false;
        };
        let shown = explorer.go_on(self, cases, name, value);
        self.explorer = Some(explorer);
        shown
    }

    /// What the engine is asked: the day, the language, the bank's own packs, and more.
    pub fn request(&self, mut more: Vec<(String, Json)>) -> Json {
        more.push(("on".into(), Json::Text(self.on.clone())));
        more.push(("lang".into(), Json::Text(self.words.lang.clone())));
        more.push(("packs".into(), self.packs.clone()));
        Json::Object(more)
    }

    /// Answers by field, as the engine is asked: those of rows in arrays.
    fn in_rows(&self, benefit: &Outline, answers: &[(String, Json)]) -> Json {
        let among = |start: &str| {
            let mut own = Vec::new();
            for (field, given) in answers {
                if let Some(id) = field.strip_prefix(start).filter(|id| !id.contains('.')) {
                    own.push((id.into(), given.clone()));
                }
            }
            own
        };
        let mut all = among("");
        for rows in benefit.rows {
            let mut list = Vec::new();
            for row in 1..=self.rows(rows) {
                list.push(Json::Object(among(&(row_name(rows.id, row) + "."))));
            }
            all.push((rows.id.into(), Json::List(list)));
        }
        Json::Object(all)
    }

    /// The answers that can be read, by field; what cannot be read is refused.
    fn good_answers(&mut self, benefit: &Outline) -> Vec<(String, Json)> {
        let (answers, bad) = self.answers(benefit);
        for (field, kind, bad) in bad {
            let text = self.text(&field).trim().to_string();
            let allowed = self.allowed(kind, &bad.allowed);
            self.refuse(&field, &text, allowed);
        }
        answers
    }

    /// The answers to the questions that are asked, by field: those that can be read, and the others.
    pub fn answers(&self, benefit: &Outline) -> Answers {
        let (mut answers, mut bad) = (Vec::new(), Vec::new());
        for question in benefit.questions() {
            let group = question.row.and_then(|group| self.group(group));
            let rows = match group {
                Some(rows) => 1..=self.rows(rows),
                None => 0..=0,
            };
            for row in rows {
                let field = field(question.id, question.row, row);
                let text = self.text(&field).trim();
                if text.is_empty() || !self.asked(question, row) {
                    continue;
                }
                let meant = match question.kind {
                    Kind::Number { unit, .. } => {
                        typed::number(text, unit.id()).map(|number| number.to_string())
                    }
                    Kind::Day { .. } => Some(typed::day(text)),
                    _ => None,
                };
                let given = Json::Text(meant.unwrap_or_else(|| text.into()));
                match question.read(&given) {
                    Ok(_) => answers.push((field, given)),
                    Err(refused) => bad.push((field, question.kind, refused)),
                }
            }
        }
        (answers, bad)
    }

    pub fn allowed(&self, kind: Kind, otherwise: &Message) -> String {
        match kind {
            Kind::Number {
                least,
                most,
                decimals,
                ..
            } => {
                let key = match decimals {
                    0 => "page.error.whole",
                    _ => "page.error.number",
                };
                let number = |number: i64| Argument::Number(Decimal::from(number));
                let words = Message::new(key)
                    .with("least", number(least))
                    .with("most", number(most))
                    .with("decimals", number(decimals.into()));
                self.words.say(&words)
            }
            Kind::Day { least, most } => {
                self.say("page.error.day", &[("least", least), ("most", most)])
            }
            _ => self.words.say(otherwise),
        }
    }

    fn refuse(&mut self, field: &str, given: &str, allowed: String) {
        let given = Json::Text(given.into()).shown();
        let values = [("field", field), ("given", &given), ("allowed", &allowed)];
        let message = self.say("error.message", &values);
        self.refusals.push(Refusal {
            field: field.into(),
            given,
            allowed,
            message,
        });
    }

    fn report(&mut self, tell: &js_sys::Function) {
        let mut told = Vec::new();
        for refusal in &self.refusals {
            let key = [&*refusal.field, " ", &refusal.given].concat();
            if !self.reported.contains(&key) {
                call(tell, "error", give(refusal));
            }
            told.push(key);
        }
        self.reported = told;
        if let Some(outcome) = self.outcome.as_ref().filter(|_| self.complete) {
            call(tell, "result", give_outcome(outcome));
        }
    }

    fn tell(&self, context: &Context<Page>, what: &str, detail: JsValue) {
        call(&context.props().tell, what, detail);
    }
}

/// Tells the element.
pub(super) fn call(tell: &js_sys::Function, what: &str, detail: JsValue) {
    // What the host's listeners throw is theirs, and is reported by the browser.
    let _ = tell.call2(&JsValue::NULL, &JsValue::from_str(what), &detail);
}

/// The name of a row: its group and its number, from 1.
pub(super) fn row_name(group: &str, row: u8) -> String {
    [group, ".", &row.to_string()].concat()
}

/// The field of a question, as the engine names it in a refusal.
pub(super) fn field(question: &str, group: Option<&str>, row: u8) -> String {
    match group {
        Some(group) => [&row_name(group, row), ".", question].concat(),
        None => question.into(),
    }
}

/// Keeps `name` in the list or out of it; whether that changed anything.
fn mark(list: &mut Vec<String>, name: &str, keep: bool) -> bool {
    let at = list.iter().position(|kept| kept == name);
    match (at, keep) {
        (None, true) => list.push(name.into()),
        (Some(at), false) => drop(list.remove(at)),
        _ => return false,
    }
    true
}

/// An amount in whole 分, for pictures.
pub(super) fn fen(text: &str) -> Option<i64> {
    let mut yuan = money::parse(text)?;
    yuan.rescale(2);
    i64::try_from(yuan.mantissa()).ok()
}
