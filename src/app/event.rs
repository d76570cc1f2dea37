//! What a person does. Elements say what they are for in `data-do`: a verb and the name of what it
//! is done to. One listener of each kind on the whole page reads it.

use super::element::Elements;
use super::page::{Msg, Page};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::html::Scope;
use yew::virtual_dom::{Listener, ListenerKind};

struct Hears {
    kind: ListenerKind,
    page: Scope<Page>,
}

/// The open element is the whole page: hears what happens anywhere in it.
pub(super) fn hear_all(out: &mut Elements, page: &Scope<Page>) {
    for kind in [
        ListenerKind::onclick,
        ListenerKind::oninput,
        ListenerKind::onchange,
        ListenerKind::onkeydown,
        ListenerKind::onsubmit,
    ] {
        let page = page.clone();
        out.heard_by(Rc::new(Hears { kind, page }));
    }
}

/// The listener of everything that opens and closes: that event stays where it happens.
pub(super) fn of_folds(page: &Scope<Page>) -> Rc<dyn Listener> {
    let kind = ListenerKind::ontoggle;
    let page = page.clone();
    Rc::new(Hears { kind, page })
}

impl Listener for Hears {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
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
            ListenerKind::onsubmit => {
                event.prevent_default();
                return None;
            }
            ListenerKind::onkeydown => {
                let event: KeyboardEvent = event.unchecked_into();
                return (event.key() == "Escape").then_some(Msg::Shut);
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
        Some(match (&self.kind, verb) {
            (ListenerKind::oninput, "type") | (ListenerKind::onchange, "pick") => {
                Msg::Typed(name, value())
            }
            (ListenerKind::onchange, "type") => Msg::Left(name),
            (ListenerKind::oninput, "find") => Msg::LookUp(None, value(), None),
            (ListenerKind::ontoggle, "fold") => Msg::Fold(name, node.has_attribute("open")),
            (ListenerKind::onclick, "clear") => {
                focus_on(&node, "fieldset", "input");
                Msg::Typed(name, String::new())
            }
            (ListenerKind::onclick, "clear-all") => {
                focus_on(&node, "form", "input");
                Msg::Clear
            }
            (ListenerKind::onclick, "result") => {
                if let Some(result) = focus_on(&node, ".columns", ".result") {
                    result.scroll_into_view();
                }
                return None;
            }
            (ListenerKind::onclick, "speak") => Msg::Speak(name),
            (ListenerKind::onclick, "look-up") => {
                let fold = (!name.is_empty()).then_some(name);
                Msg::LookUp(fold, value(), Some(node))
            }
            (ListenerKind::onclick, "shut") => Msg::Shut,
            _ => return None,
        })
    }
}

/// Moves the focus to the first such element around the one that was pressed, which may be about to
/// go.
fn focus_on(pressed: &Element, around: &str, wanted: &str) -> Option<HtmlElement> {
    let around = pressed.closest(around).ok()??;
    let found = around.query_selector(wanted).ok()??;
    let found: HtmlElement = found.unchecked_into();
    let _ = found.focus();
    Some(found)
}
