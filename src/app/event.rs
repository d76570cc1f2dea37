//! What a person does. Elements say what they are for in `data-do`: a verb and the name of what it
//! is done to. One listener of each kind on the whole page reads it.

use super::page::{Msg, Page};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::html::Scope;
use yew::virtual_dom::{Listener, ListenerKind};

/// What is heard.
#[derive(Clone, Copy)]
enum Kind {
    Click,
    Input,
    Change,
    Key,
    Submit,
    Toggle,
}

struct Hears {
    kind: Kind,
    page: Scope<Page>,
}

/// Hear what is done on the page. The first hears what opens and closes: that event stays where it
/// happens, so that every fold needs it. The others are for the whole page.
pub(super) fn listeners(page: &Scope<Page>) -> Vec<Rc<dyn Listener>> {
    let mut listeners: Vec<Rc<dyn Listener>> = Vec::new();
    for kind in [
        Kind::Toggle,
        Kind::Click,
        Kind::Input,
        Kind::Change,
        Kind::Key,
        Kind::Submit,
    ] {
        let page = page.clone();
        listeners.push(Rc::new(Hears { kind, page }));
    }
    listeners
}

impl Listener for Hears {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            Kind::Click => ListenerKind::onclick,
            Kind::Input => ListenerKind::oninput,
            Kind::Change => ListenerKind::onchange,
            Kind::Key => ListenerKind::onkeydown,
            Kind::Submit => ListenerKind::onsubmit,
            Kind::Toggle => ListenerKind::ontoggle,
        }
    }

    fn passive(&self) -> bool {
        false
    }

    fn handle(&self, event: Event) {
        if let Some(message) = self.message(event) {
            self.page.send_message(message);
        }
    }
}

impl Hears {
    fn message(&self, event: Event) -> Option<Msg> {
        match self.kind {
            Kind::Submit => {
                event.prevent_default();
                return None;
            }
            Kind::Key => {
                let event: KeyboardEvent = event.unchecked_into();
                return (event.key() == "Escape").then_some(Msg::Shut(true));
            }
            _ => (),
        }
        let target: Element = event.target()?.unchecked_into();
        let node: HtmlElement = target.closest("[data-do]").ok()??.unchecked_into();
        let done = node.get_attribute("data-do")?;
        let (verb, name) = done.split_once(' ').unwrap_or((&done, ""));
        let name = name.to_string();
        // Buttons and lists have a value as well.
        let value = || node.unchecked_ref::<HtmlInputElement>().value();
        Some(match (self.kind, verb) {
            (Kind::Input, "type") | (Kind::Change, "pick") | (Kind::Click, "choose") => {
                Msg::Typed(name, value())
            }
            (Kind::Change, "type") => Msg::Left(name),
            (Kind::Input, "find") => Msg::LookUp(None, value(), None),
            (Kind::Toggle, "fold") => Msg::Fold(name, node.has_attribute("open")),
            (Kind::Toggle, "row") => Msg::Row(name, node.has_attribute("open")),
            (Kind::Click, "means") => {
                let open = node.get_attribute("aria-expanded");
                Msg::Fold(name, open.as_deref() == Some("false"))
            }
            (Kind::Click, "clear") => {
                focus_on(&node, "fieldset", "input");
                Msg::Typed(name, String::new())
            }
            (Kind::Click, "clear-all") => {
                focus_on(&node, "form", "input");
                Msg::Clear
            }
            (Kind::Click, "add") => Msg::Add(name),
            (Kind::Click, "remove") => Msg::Remove(name),
            (Kind::Click, "open") => {
                let fold = ["[data-do=\"fold ", &name, "\"] > summary"].concat();
                focus_on(&node, ".result", &fold);
                Msg::Fold(name, true)
            }
            (Kind::Click, "result") => {
                if let Some(result) = focus_on(&node, ".columns", ".result") {
                    result.scroll_into_view();
                }
                return None;
            }
            (Kind::Click, "tell") => Msg::Tell(name),
            (Kind::Click, "look-up") => {
                let about = (!name.is_empty()).then_some(name);
                // The focus comes back to what can have it: of a line of a table, its button.
                let button = node.query_selector("button").ok().flatten();
                let from = button.and_then(|button| button.dyn_into().ok());
                Msg::LookUp(about, String::new(), from.or(Some(node)))
            }
            (Kind::Click, "shut") => Msg::Shut(false),
            (_, "explore") => Msg::Explore(0, name, value()),
            _ => return None,
        })
    }
}

/// Moves the focus to the first such element around another, such as the one that was pressed, which
/// may be about to go.
pub(super) fn focus_on(pressed: &Element, around: &str, wanted: &str) -> Option<HtmlElement> {
    let around = pressed.closest(around).ok()??;
    let found = around.query_selector(wanted).ok()??;
    let found: HtmlElement = found.unchecked_into();
    let _ = found.focus();
    Some(found)
}
