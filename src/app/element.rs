//! Elements, written one after the other in the order in which a person meets them. They are what
//! `html!` makes, in a fraction of its code: nothing here is generic, so that a call is all that a
//! place in the page costs.

use super::typed::parts;
use crate::words::{Locale, Message};
use std::cell::RefCell;
use std::mem;
use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, VList, VTag, VText};
use yew::{AttrValue, Html, NodeRef};

/// Elements while they are written.
///
/// An element is named by its tag, its classes and those of its attributes that never change:
/// `svg.mark|viewBox=0 0 20 20|aria-hidden=true`. An empty name is a group: no element, but a place
/// of its own, so that what comes and goes inside does not move its neighbours (Yew would make them
/// anew, and the focus would be lost).
pub(super) struct Elements<'a> {
    words: &'a Locale,
    /// The element that is open.
    open: Open,
    /// Those around it, from the outermost to the innermost.
    around: Vec<Open>,
}

struct Open {
    tag: VTag,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
    inside: Vec<Html>,
}

impl Open {
    fn new(tag: &'static str) -> Open {
        Open {
            tag: VTag::new(tag),
            names: Vec::new(),
            values: Vec::new(),
            inside: Vec::new(),
        }
    }

    fn close(self) -> Html {
        let inside = VList::with_children(self.inside, None);
        let mut tag = self.tag;
        if tag.tag().is_empty() {
            return Html::from(inside);
        }
        tag.attributes = Attributes::Dynamic {
            keys: lasting(self.names),
            values: self.values.into(),
        };
        if let Some(children) = tag.children_mut() {
            *children = Html::from(inside);
        }
        Html::from(tag)
    }
}

thread_local! {
    static NAMES: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

/// The same names for good, as Yew wants them. The page has some dozens of such lists.
fn lasting(names: Vec<&'static str>) -> &'static [&'static str] {
    NAMES.with_borrow_mut(|known| {
        if let Some(same) = known.iter().find(|known| **known == names) {
            return *same;
        }
        let names: &[&str] = names.leak();
        known.push(names);
        names
    })
}

fn owned(text: &str) -> AttrValue {
    AttrValue::Rc(Rc::from(text))
}

impl<'a> Elements<'a> {
    pub fn new(words: &'a Locale) -> Elements<'a> {
        Elements {
            words,
            open: Open::new(""),
            around: Vec::new(),
        }
    }

    /// All that was written.
    pub fn finish(self) -> Html {
        self.open.close()
    }

    /// Starts an element inside the one that is open.
    pub fn open(&mut self, name: &'static str) {
        let parts = parts(name, '|');
        let (tag, classes) = parts[0].split_once('.').unwrap_or((parts[0], ""));
        let around = mem::replace(&mut self.open, Open::new(tag));
        self.around.push(around);
        self.set_if(!classes.is_empty(), "class", classes);
        for part in &parts[1..] {
            let (name, value) = part.split_once('=').unwrap_or((part, part));
            self.set_if(true, name, value);
        }
    }

    /// Ends the element that is open.
    pub fn close(&mut self) {
        if let Some(around) = self.around.pop() {
            let closed = mem::replace(&mut self.open, around);
            self.open.inside.push(closed.close());
        }
    }

    /// An element with nothing inside.
    pub fn empty(&mut self, name: &'static str) {
        self.open(name);
        self.close();
    }

    /// Text inside the element that is open.
    pub fn text(&mut self, text: &str) {
        self.open.inside.push(Html::from(VText::new(owned(text))));
    }

    /// What is made already, inside the element that is open.
    pub fn node(&mut self, node: Html) {
        self.open.inside.push(node);
    }

    /// An element with text.
    pub fn line(&mut self, name: &'static str, text: &str) {
        self.open(name);
        self.text(text);
        self.close();
    }

    /// An element with the sentence of a key.
    pub fn words(&mut self, name: &'static str, key: &str) {
        self.line(name, self.words.word(key));
    }

    /// An element with the sentence of a key and its values.
    pub fn said(&mut self, name: &'static str, key: &'static str, values: &[(&'static str, &str)]) {
        self.line(name, &say(self.words, key, values));
    }

    /// An element with text, where there is any.
    pub fn maybe(&mut self, name: &'static str, text: Option<&str>) {
        self.open("");
        if let Some(text) = text {
            self.line(name, text);
        }
        self.close();
    }
}

/// Of the element that is open.
impl Elements<'_> {
    /// Sets an attribute, or leaves it out.
    pub fn set_if(&mut self, on: bool, name: &'static str, value: &'static str) {
        self.put(name, on.then_some(AttributeOrProperty::Static(value)));
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.put(name, Some(AttributeOrProperty::Attribute(owned(value))));
    }

    /// Sets an attribute to a value made of two.
    pub fn join(&mut self, name: &'static str, start: &str, rest: &str) {
        self.set(name, &[start, rest].concat());
    }

    /// Sets an attribute to the sentence of a key.
    pub fn set_word(&mut self, name: &'static str, key: &str) {
        self.set(name, self.words.word(key));
    }

    /// Sets an attribute to a number.
    pub fn set_number(&mut self, name: &'static str, value: i64) {
        self.set(name, &value.to_string());
    }

    fn put(&mut self, name: &'static str, value: Option<AttributeOrProperty>) {
        self.open.names.push(name);
        self.open.values.push(value);
    }

    /// Names the element among its neighbours.
    pub fn key(&mut self, key: &str) {
        self.open.tag.key = Some(key.into());
    }

    /// Sets what an input holds.
    pub fn value(&mut self, value: &str) {
        self.open.tag.set_value(Some(owned(value)));
    }

    /// Sets whether an input is chosen.
    pub fn checked(&mut self, checked: bool) {
        self.open.tag.set_checked(checked);
    }

    /// Where to find the element afterwards.
    pub fn find_at(&mut self, place: &NodeRef) {
        self.open.tag.node_ref = place.clone();
    }

    /// Who hears what happens to it.
    pub fn heard_by(&mut self, listeners: &[Rc<dyn Listener>]) {
        let listeners = listeners.iter().cloned().map(Some);
        self.open.tag.set_listeners(listeners.collect());
    }
}

/// The sentence of a key, with its values.
pub(super) fn say(words: &Locale, key: &'static str, values: &[(&'static str, &str)]) -> String {
    let mut message = Message::new(key);
    for (name, value) in values {
        message = message.saying(name, *value);
    }
    words.say(&message)
}
