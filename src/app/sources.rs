//! The figures behind a result: what each is, how sure we are, and where it stands.

use super::book;
use super::page::{Msg, Page};
use crate::embed::{Figure, FigureValue, Outcome, Source};
use crate::money;
use crate::words::Argument;
use yew::html::Scope;
use yew::{Html, MouseEvent, TargetCast, html};

/// The figures of an outcome, each once for each pack: while it is open whose rules hold, a figure
/// is read under several.
pub(super) fn distinct(outcome: &Outcome) -> impl Iterator<Item = &Figure> {
    let figures = outcome.figures.iter().enumerate();
    figures.filter_map(|(at, figure)| {
        let mut before = outcome.figures[..at].iter();
        let again = before.any(|other| other.id == figure.id && other.pack == figure.pack);
        (!again).then_some(figure)
    })
}

impl Page {
    pub(super) fn sources(&self, link: &Scope<Page>, outcome: &Outcome) -> Html {
        if outcome.figures.is_empty() {
            return Html::default();
        }
        let figures = distinct(outcome).map(|figure| {
            let fold = ["figure.", &figure.pack, ".", &figure.id].concat();
            html! { <li key={fold.clone()}>{ self.figure_fold(link, &fold, figure) }</li> }
        });
        let packs = outcome
            .packs
            .iter()
            .map(|pack| [&pack.id, " ", &pack.version].concat());
        let packs = packs.collect::<Vec<String>>().join(" · ");
        html! {
            <section>
                <h3>{ self.word("page.sources") }</h3>
                <ul class="rows">{ for figures }</ul>
                <p class="help">{ self.say("page.packs", &[("packs", &packs)]) }</p>
            </section>
        }
    }

    /// A figure with its value, opening to its source.
    pub(super) fn figure_fold(&self, link: &Scope<Page>, fold: &str, figure: &Figure) -> Html {
        let values = self.shown(&figure.unit, &figure.values);
        let line = html! {
            <span class="line">
                <span>{ figure.text.clone() }{ " " }<span class={["tag ", &figure.reading].concat()}>{ figure.reading_text.clone() }</span></span>
                <strong>{ values }</strong>
            </span>
        };
        self.fold(link, fold, line, &|| self.figure(link, figure))
    }

    /// The values in one line.
    pub(super) fn shown(&self, unit: &str, values: &[FigureValue]) -> String {
        let values = values.iter().map(|value| self.value(unit, value));
        let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
        values.join(self.words.word("page.or"))
    }

    /// All that an outcome tells of a figure.
    pub(super) fn figure(&self, link: &Scope<Page>, figure: &Figure) -> Html {
        let day = |key, day: &Option<String>| self.day_words(key, day.as_ref());
        let (fold, find) = (book::fold(&figure.pack, &figure.id), figure.text.clone());
        let look_up = link.callback(move |event: MouseEvent| {
            Msg::LookUp(
                Some(fold.clone()),
                find.clone(),
                Some(event.target_unchecked_into()),
            )
        });
        html! {
            <div class="figure">
                <p class="days">
                    <span>{ figure.reading_text.clone() }</span>
                    { day("page.figure.from", &figure.from) }
                    { day("page.figure.until", &figure.until) }
                    { day("page.figure.review", &figure.review_by) }
                </p>
                { self.given(&figure.unit, &figure.values, &figure.note) }
                <button type="button" class="quiet" onclick={look_up}>{ self.word("page.book.history") }</button>
            </div>
        }
    }

    /// A day with what it is, where there is one.
    pub(super) fn day_words(&self, key: &'static str, day: Option<&String>) -> Html {
        let shown = day.map(|day| html! { <span>{ self.say(key, &[("on", day)]) }</span> });
        shown.unwrap_or_default()
    }

    /// Values with where they stand, and what else to know.
    pub(super) fn given(&self, unit: &str, values: &[FigureValue], note: &Option<String>) -> Html {
        let values = values.iter().map(|value| {
            let shown = self.value(unit, value);
            let reason = value.reason.as_ref();
            html! {
                <div class="given">
                    if !shown.is_empty() { <p class="value">{ shown }</p> }
                    { reason.map(|reason| html! { <p>{ reason.clone() }</p> }).unwrap_or_default() }
                    { value.source.as_ref().map(|source| self.place(source)).unwrap_or_default() }
                </div>
            }
        });
        html! {
            <>
                <>{ for values }</>
                { note.as_ref().map(|note| html! { <p class="help">{ note.clone() }</p> }).unwrap_or_default() }
            </>
        }
    }

    /// Where a value stands.
    pub(super) fn place(&self, source: &Source) -> Html {
        let article = source.article.as_ref().map(|article| {
            html! { <span>{ self.say("page.article", &[("article", article)]) }</span> }
        });
        // Only the web: a pack from elsewhere must not bring addresses that run scripts.
        let address = source
            .address
            .as_ref()
            .filter(|address| address.starts_with("http"));
        let link = address.map(|address| {
            let host = address.split('/').nth(2).unwrap_or(address);
            html! {
                <p>
                    <a href={address.clone()} target="_blank" rel="noopener noreferrer">
                        { self.say("page.address", &[("host", host)]) }
                    </a>
                </p>
            }
        });
        let confirmed = source.confirmed.as_ref().map(|how| {
            let how = self.word(&["confirmation.", how].concat());
            let on = source.confirmed_on.as_deref().unwrap_or_default();
            html! { <p class="help">{ self.say("page.confirmed", &[("how", &how), ("on", on)]) }</p> }
        });
        let quotation = source.quotation.as_ref().map(|quotation| {
            html! { <blockquote lang="zh-Hans">{ quotation.clone() }</blockquote> }
        });
        html! {
            <div class="source">
                <p lang="zh-Hans" class="document">
                    <cite>{ ["《", &source.title, "》"].concat() }</cite>
                    { source.number.as_ref().map(|number| html! { <span>{ number.clone() }</span> }).unwrap_or_default() }
                    { article.unwrap_or_default() }
                </p>
                { quotation.unwrap_or_default() }
                { confirmed.unwrap_or_default() }
                { link.unwrap_or_default() }
            </div>
        }
    }

    /// A value of a figure in words; empty for the names of rules.
    fn value(&self, unit: &str, value: &FigureValue) -> String {
        let number = money::parse(&value.value);
        let with = |key| match number {
            Some(number) => {
                let text = self.words.show(&Argument::Yuan(number));
                self.say(key, &[("value", &text)])
            }
            None => value.value.clone(),
        };
        match unit {
            "yuan" => with("unit.yuan"),
            "months" => with("unit.months"),
            "people" => with("unit.people"),
            "times" => with("unit.times"),
            "years" => with("unit.years"),
            "percent-a-year" | "percent" => [&value.value, "%"].concat(),
            "basis-points" => match number {
                Some(mut points) => {
                    // Hundredths of a percentage point.
                    let _ = points.set_scale(points.scale() + 2);
                    let points = money::plain(points, 0);
                    self.say("unit.percent-points", &[("value", &points)])
                }
                None => value.value.clone(),
            },
            "rule" => String::new(),
            "names" => self.names(&value.value),
            _ => value.value.clone(),
        }
    }

    /// A list of names; those that are choices of the form in its words.
    fn names(&self, list: &str) -> String {
        let questions = self.entry.iter().flat_map(|entry| &entry.questions);
        let choices = questions.flat_map(|question| &question.choices);
        let name = |id: &str| {
            let choice = choices.clone().find(|choice| choice.id == id);
            choice.map_or(id.to_string(), |choice| choice.text.clone())
        };
        list.split(", ")
            .map(name)
            .collect::<Vec<String>>()
            .join(self.words.word("page.and"))
    }
}
