//! The form: what is asked, with what is wrong beside each field.

use super::page::{Msg, ON, Page};
use super::typed;
use crate::embed::Question;
use crate::money::grouped;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::html::Scope;
use yew::{Event, Html, InputEvent, MouseEvent, SubmitEvent, TargetCast, html};

/// Up to so many choices are all shown; more go into a list.
const SHOWN_CHOICES: usize = 4;

const LANGUAGES: &[(&str, &str)] = &[("zh-Hans", "中文"), ("en", "English")];

impl Page {
    pub(super) fn heading(&self, link: &Scope<Page>) -> Html {
        let languages = LANGUAGES.iter().map(|(lang, name)| {
            let speak = link.callback(|_: MouseEvent| Msg::Speak(lang));
            let pressed = match self.words.lang == *lang {
                true => "true",
                false => "false",
            };
            html! {
                <button type="button" lang={*lang} aria-pressed={pressed} onclick={speak}>{ *name }</button>
            }
        });
        let (name, summary) = match (&self.book, &self.entry) {
            (Some(_), _) => (
                self.word("page.book"),
                self.say("page.book.help", &[("on", &self.on)]),
            ),
            (None, Some(entry)) => (entry.text.clone(), entry.summary.clone()),
            (None, None) => Default::default(),
        };
        html! {
            <header class="heading">
                <div class="title">
                    <h2 ref={self.title.clone()} tabindex="-1">{ name }</h2>
                    <p>{ summary }</p>
                </div>
                <div class="languages" role="group" aria-label={self.word("page.language")}>
                    { for languages }
                </div>
            </header>
        }
    }

    /// What is wrong with the attributes that the host gave.
    pub(super) fn banners(&self) -> Html {
        let of_host = ["benefit", "lang", "shadow"];
        let banners = self.refusals.iter().filter_map(|refusal| {
            let own = refusal.field.starts_with("pack");
            if !own && !of_host.contains(&refusal.field.as_str()) {
                return None;
            }
            let own =
                own.then(|| html! { <strong>{ self.word("page.pack.refused") }{ " " }</strong> });
            Some(html! {
                <p class="banner" role="alert">
                    { own.unwrap_or_default() }
                    { refusal.message.clone() }
                </p>
            })
        });
        html! { <>{ for banners }</> }
    }

    pub(super) fn form(&self, link: &Scope<Page>) -> Html {
        let (Some(benefit), Some(entry)) = (self.benefit, &self.entry) else {
            return Html::default();
        };
        let asked = |question: &&Question| {
            benefit
                .question(&question.id)
                .is_some_and(|question| self.asked(question))
        };
        let mut parts: Vec<&Question> = Vec::new();
        for question in entry.questions.iter().filter(asked) {
            if !parts.iter().any(|part| part.part == question.part) {
                parts.push(question);
            }
        }
        let groups = parts.into_iter().map(|part| {
            let questions = entry.questions.iter().filter(asked);
            let questions = questions.filter(|question| question.part == part.part);
            let fields = questions.map(|question| self.field(link, question));
            let fields: Vec<Html> = fields.collect();
            html! {
                <fieldset class="group" key={part.part.clone()}>
                    <legend>{ part.part_text.clone() }</legend>
                    <>{ for fields }</>
                </fieldset>
            }
        });
        let clear = self.any_answer().then(|| {
            let clear = link.callback(|event: MouseEvent| {
                focus_first(&event, "form");
                Msg::Clear
            });
            html! { <button type="button" class="quiet" onclick={clear}>{ self.word("page.clear-all") }</button> }
        });
        html! {
            <form novalidate=true autocomplete="off" aria-label={self.word("page.form")}
                onsubmit={|event: SubmitEvent| event.prevent_default()}>
                { self.date(link) }
                <>{ for groups }</>
                { clear.unwrap_or_default() }
            </form>
        }
    }

    fn date(&self, link: &Scope<Page>) -> Html {
        html! {
            <div class="field date">
                <label for="f-on">{ self.word("page.date") }</label>
                <p class="help" id="f-on-help">{ self.word("page.date.help") }</p>
                { self.input(link, ON, "text", "") }
                { self.note(ON, "") }
            </div>
        }
    }

    fn field(&self, link: &Scope<Page>, question: &Question) -> Html {
        let id = &question.id;
        let name = ["f-", id].concat();
        let help = (!question.help.is_empty()).then(|| {
            html! { <p class="help" id={[&name, "-help"].concat()}>{ question.help.clone() }</p> }
        });
        let unit = question.unit.as_deref().unwrap_or_default();
        if question.choices.is_empty() {
            return html! {
                <div class="field" key={id.clone()}>
                    <label for={name}>{ question.text.clone() }</label>
                    { help.unwrap_or_default() }
                    { self.input(link, id, "decimal", unit) }
                    { self.note(id, unit) }
                </div>
            };
        }
        if question.choices.len() > SHOWN_CHOICES {
            return html! {
                <div class="field" key={id.clone()}>
                    <label for={name}>{ question.text.clone() }</label>
                    { help.unwrap_or_default() }
                    { self.list(link, question) }
                    { self.note(id, unit) }
                </div>
            };
        }
        let picked = !self.text(id).is_empty();
        let clear = picked.then(|| {
            let field = id.clone();
            let clear = link.callback(move |event: MouseEvent| {
                focus_first(&event, "fieldset");
                Msg::Typed(field.clone(), String::new())
            });
            let label = self.say("page.clear.of", &[("question", &question.text)]);
            html! {
                <button type="button" class="clear" aria-label={label} onclick={clear}>{ self.word("page.clear") }</button>
            }
        });
        let options = question.choices.iter().map(|choice| {
            let (field, value) = (id.clone(), choice.id.clone());
            let pick = link.callback(move |_: Event| Msg::Typed(field.clone(), value.clone()));
            html! {
                <label class="option">
                    <input type="radio" name={name.clone()} value={choice.id.clone()}
                        checked={self.text(id) == choice.id} onchange={pick} />
                    <span>{ choice.text.clone() }</span>
                </label>
            }
        });
        let short = question
            .choices
            .iter()
            .all(|choice| choice.text.chars().count() <= 10);
        let kind = match (question.choices.len(), short) {
            (2, true) => "options two",
            (3, true) => "options three",
            _ => "options",
        };
        html! {
            <fieldset class="field" key={id.clone()} aria-describedby={self.described(id)}>
                <legend>{ question.text.clone() }</legend>
                { help.unwrap_or_default() }
                <div class={kind}>{ for options }</div>
                { clear.unwrap_or_default() }
                { self.note(id, unit) }
            </fieldset>
        }
    }

    fn input(&self, link: &Scope<Page>, id: &str, mode: &'static str, unit: &str) -> Html {
        let (field, left) = (id.to_string(), id.to_string());
        let typed = link.callback(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            Msg::Typed(field.clone(), input.value())
        });
        let left = link.callback(move |_: Event| Msg::Left(left.clone()));
        let sign = self.sign(unit);
        let sign = (!sign.is_empty()).then(|| {
            html! { <span class="unit" aria-hidden="true">{ sign }</span> }
        });
        html! {
            <div class="box">
                <input id={["f-", id].concat()} name={id.to_string()} type="text" inputmode={mode}
                    autocomplete="off" spellcheck="false" value={self.text(id).to_string()}
                    aria-describedby={self.described(id)} aria-invalid={self.invalid(id)}
                    oninput={typed} onchange={left} />
                { sign.unwrap_or_default() }
            </div>
        }
    }

    fn list(&self, link: &Scope<Page>, question: &Question) -> Html {
        let id = &question.id;
        let field = id.clone();
        let pick = link.callback(move |event: Event| {
            let list: HtmlSelectElement = event.target_unchecked_into();
            Msg::Typed(field.clone(), list.value())
        });
        let picked = self.text(id);
        let options = question.choices.iter().map(|choice| {
            html! {
                <option value={choice.id.clone()} selected={picked == choice.id}>{ choice.text.clone() }</option>
            }
        });
        html! {
            <div class="box list">
                <select id={["f-", id].concat()} name={id.clone()} aria-describedby={self.described(id)}
                    aria-invalid={self.invalid(id)} onchange={pick}>
                    <option value="" selected={picked.is_empty()}>{ self.word("page.choose") }</option>
                    <>{ for options }</>
                </select>
            </div>
        }
    }

    /// Beside a field: what is wrong with it, or how it was understood.
    fn note(&self, id: &str, unit: &str) -> Html {
        let name = ["f-", id, "-note"].concat();
        if let Some(refusal) = self.refusal(id) {
            return html! {
                <p class="wrong" id={name}>
                    <svg viewBox="0 0 20 20" aria-hidden="true">
                        <path d="M10 1 19 18H1z" />
                        <path class="cut" d="M9 7h2l-.3 5H9.300zM9 13.500h2v2H9z" />
                    </svg>
                    <span>{ refusal.allowed.clone() }</span>
                </p>
            };
        }
        html! { <p class="note" id={name}>{ self.understood(id, unit) }</p> }
    }

    /// What was understood, where it is written otherwise.
    fn understood(&self, id: &str, unit: &str) -> String {
        let text = self.text(id);
        let understood = match id {
            ON => typed::day(text),
            _ => match typed::number(text, unit) {
                Some(number) if unit == "yuan" => grouped(number, 0),
                Some(number) => number.to_string(),
                None => return String::new(),
            },
        };
        let wrong = self.refusals.iter().any(|refusal| refusal.field == id);
        if text.trim().is_empty() || understood == text || wrong {
            return String::new();
        }
        let space = match unit {
            "" | "percent-a-year" => "",
            _ => " ",
        };
        ["= ", &understood, space, &self.sign(unit)].concat()
    }

    /// The short sign of a unit, beside a field.
    fn sign(&self, unit: &str) -> String {
        let key = match unit {
            "yuan" => "page.unit.yuan",
            "months" => "page.unit.months",
            "people" => "page.unit.people",
            "years" => "page.unit.years",
            "times" => "page.unit.times",
            "percent-a-year" => return "%".into(),
            _ => return String::new(),
        };
        self.word(key)
    }

    fn described(&self, id: &str) -> String {
        ["f-", id, "-help f-", id, "-note"].concat()
    }

    fn invalid(&self, id: &str) -> Option<&'static str> {
        self.refusal(id).map(|_| "true")
    }
}

/// The button that was pressed is about to go: moves the focus to the first field beside it.
fn focus_first(event: &MouseEvent, around: &str) {
    let button: Element = event.target_unchecked_into();
    let beside = button.closest(around).ok().flatten();
    let first = beside.and_then(|beside| beside.query_selector("input").ok().flatten());
    if let Some(first) = first {
        let first: HtmlElement = wasm_bindgen::JsCast::unchecked_into(first);
        let _ = first.focus();
    }
}
