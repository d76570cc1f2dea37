//! The figure book: every policy figure with its history, to look one up.

use super::border::with_engine;
use super::page::{Msg, Page};
use crate::embed::{FigureEntry, FigureRecord};
use crate::input::Json;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::html::Scope;
use yew::{Html, InputEvent, MouseEvent, TargetCast, html};

/// The figure book while it is open.
pub(super) struct Book {
    /// What is looked for.
    pub find: String,
    /// Where the focus was.
    pub from: Option<HtmlElement>,
}

/// The name of a figure's fold.
pub(super) fn fold(pack: &str, figure: &str) -> String {
    ["book.", pack, ".", figure].concat()
}

/// Whether what is looked for stands in a figure's name, id, or the title or number of a document.
fn matches(record: &FigureRecord, find: &str) -> bool {
    let find = find.trim().to_ascii_lowercase();
    let has = |text: &str| text.to_ascii_lowercase().contains(&find);
    let mut values = record.history.iter().flat_map(|entry| &entry.values);
    has(&record.text)
        || has(&record.id)
        || values.any(|value| {
            let source = value.source.as_ref();
            source.is_some_and(|source| {
                has(&source.title) || source.number.as_deref().is_some_and(has)
            })
        })
}

/// Months since year 0, for the picture.
fn months(day: &str) -> i32 {
    let part = |range| day.get(range).and_then(|text: &str| text.parse().ok());
    part(0..4).unwrap_or(0) * 12 + part(5..7).unwrap_or(1) - 1
}

/// A figure's history as a strip. The list below it says the same in words.
fn strip(history: &[FigureEntry], today: &str) -> Html {
    let (Some(first), Some(last)) = (history.first(), history.last()) else {
        return Html::default();
    };
    let from = months(&first.from);
    let end = last.until.as_deref().map_or(0, |day| months(day) + 1);
    let end = end.max(months(today) + 1).max(months(&last.from) + 12);
    let x = |month: i32| (month - from) * 1000 / (end - from).max(1);
    let spans = history.iter().enumerate().map(|(at, entry)| {
        let next = history.get(at + 1).map_or(end, |next| months(&next.from));
        let until = entry.until.as_deref().map_or(next, |day| months(day) + 1);
        let class = match (entry.current, entry.values.is_empty()) {
            (true, _) => "state",
            (_, true) => "blank",
            _ => "open",
        };
        let x0 = x(months(&entry.from));
        let width = (x(until.min(next)) - x0 - 3).max(3);
        html! { <rect class={class} x={x0.to_string()} y="0" width={width.to_string()} height="10" /> }
    });
    let year = |month: i32| html! { <span>{ month.div_euclid(12) }</span> };
    html! {
        <div class="strip" aria-hidden="true">
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none">{ for spans }</svg>
            <div class="ends">{ year(from) }{ year(end - 1) }</div>
        </div>
    }
}

impl Page {
    /// The way to the book.
    pub(super) fn foot(&self, link: &Scope<Page>) -> Html {
        let look_up = link.callback(|event: MouseEvent| {
            Msg::LookUp(None, String::new(), Some(event.target_unchecked_into()))
        });
        html! {
            <p class="foot" hidden={self.book.is_some() || !self.complete}>
                <button type="button" class="quiet" onclick={look_up}>{ self.word("page.book.open") }</button>
            </p>
        }
    }

    /// The book.
    pub(super) fn look_up(&self, link: &Scope<Page>) -> Html {
        let Some(book) = &self.book else {
            return Html::default();
        };
        let request = [
            ("on", Json::Text(self.on.clone())),
            ("lang", Json::Text(self.words.lang.clone())),
            ("packs", self.packs.clone()),
        ];
        let request = Json::Object(request.map(|(key, value)| (key.into(), value)).into());
        let mut records = with_engine(|engine| engine.figures(&request)).unwrap_or_default();
        let all = records.len().to_string();
        records.retain(|record| matches(record, &book.find));
        let mut places: Vec<&str> = Vec::new();
        for record in &records {
            if !places.contains(&record.place.as_str()) {
                places.push(&record.place);
            }
        }
        let groups = places.iter().map(|place| {
            let here = records.iter().filter(|record| record.place == *place);
            let rows = here.map(|record| {
                let fold = fold(&record.pack, &record.id);
                html! { <li key={fold.clone()}>{ self.record(link, &fold, record) }</li> }
            });
            html! {
                <section key={*place}>
                    <h3>{ self.place_name(place) }</h3>
                    <ul class="rows">{ for rows }</ul>
                </section>
            }
        });
        let typed = link.callback(|event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            Msg::LookUp(None, input.value(), None)
        });
        let shut = link.callback(|_: MouseEvent| Msg::Shut);
        let count = records.len().to_string();
        let count = self.say("page.book.count", &[("count", &count), ("all", &all)]);
        html! {
            <div class="result book">
                { self.draft() }
                <div class="headline">
                    <button type="button" onclick={shut}>{ self.word("page.book.back") }</button>
                    <label for="f-find">{ self.word("page.book.find") }</label>
                    <input id="f-find" type="text" autocomplete="off" value={book.find.clone()} oninput={typed} />
                    <p class="help" role="status">{ count }</p>
                </div>
                <>{ for groups }</>
            </div>
        }
    }

    fn record(&self, link: &Scope<Page>, fold: &str, record: &FigureRecord) -> Html {
        let current = record.history.iter().find(|entry| entry.current);
        let shown = current.map(|entry| self.shown(&record.unit, &entry.values));
        let line = html! {
            <span class="line">
                <span>{ record.text.clone() }{ " " }<span class={["tag ", &record.reading].concat()}>{ record.reading_text.clone() }</span></span>
                <strong>{ shown.unwrap_or_default() }</strong>
            </span>
        };
        self.fold(link, fold, line, &|| {
            let feeds = record.feeds.iter();
            let feeds = feeds.map(|id| self.word(&[id, ".name"].concat()));
            let feeds = feeds.collect::<Vec<String>>().join(self.words.word("page.and"));
            let unit = self.word(&["page.unit.", &record.unit].concat());
            let history = record.history.iter().enumerate().map(|(at, entry)| {
                let next = record.history.get(at + 1).filter(|_| entry.until.is_none());
                self.entry(&record.unit, entry, next)
            });
            html! {
                <>
                    <p class="days">
                        <span>{ self.say("page.book.unit", &[("unit", &unit)]) }</span>
                        if !feeds.is_empty() { <span>{ self.say("page.book.feeds", &[("benefits", &feeds)]) }</span> }
                        <code>{ record.id.clone() }</code>
                    </p>
                    { strip(&record.history, &self.on) }
                    <ol class="history">{ for history }</ol>
                </>
            }
        })
    }

    fn entry(&self, unit: &str, entry: &FigureEntry, next: Option<&FigureEntry>) -> Html {
        let (class, current) = match entry.current {
            true => ("figure current", Some("true")),
            false => ("figure", None),
        };
        html! {
            <li class={class} aria-current={current}>
                <p class="days">
                    { self.day_words("page.figure.from", Some(&entry.from)) }
                    { self.day_words("page.figure.until", entry.until.as_ref()) }
                    { self.day_words("page.book.next", next.map(|next| &next.from)) }
                    { self.day_words("page.figure.review", entry.review_by.as_ref()) }
                    if entry.current { <strong>{ self.say("page.book.current", &[("on", &self.on)]) }</strong> }
                </p>
                if entry.values.is_empty() { <p class="value">{ self.word("state.unknown") }</p> }
                { self.given(unit, &entry.values, &entry.note) }
            </li>
        }
    }

    fn place_name(&self, place: &str) -> String {
        match place {
            "china" => self.word("page.place.china"),
            "beijing" => self.word("page.place.beijing"),
            _ => {
                let own = match &self.packs {
                    Json::List(own) => own.iter().find(|pack| pack.text("place") == place),
                    _ => None,
                };
                let name = own.and_then(|pack| pack.get("name"));
                name.map_or(place, |name| name.text(self.words.pack_lang()))
                    .into()
            }
        }
    }
}
