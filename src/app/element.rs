//! Elements, written one after the other in the order in which a person meets them. They are what
//! `html!` makes, in a fraction of its code: nothing here is generic, so that a call is all that a
//! place in the page costs.

use crate::words::{Locale, Message};
use std::cell::RefCell;
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
    /// Those that are open, from the outermost to the innermost.
    open: Vec<Open>,
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

    fn set(&mut self, name: &'static str, value: Option<AttributeOrProperty>) {
        self.names.push(name);
        self.values.push(value);
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
            open: vec![Open::new("")],
        }
    }

    /// All that was written.
    pub fn finish(mut self) -> Html {
        self.open.pop().map(Open::close).unwrap_or_default()
    }

    /// Starts an element inside the one that is open.
    pub fn open(&mut self, name: &'static str) {
        let mut parts = name.split('|');
        let head = parts.next().unwrap_or_default();
        let (tag, classes) = head.split_once('.').unwrap_or((head, ""));
        let mut open = Open::new(tag);
        if !classes.is_empty() {
            open.set("class", Some(AttributeOrProperty::Static(classes)));
        }
        for part in parts {
            if let Some((name, value)) = part.split_once('=') {
                open.set(name, Some(AttributeOrProperty::Static(value)));
            }
        }
        self.open.push(open);
    }

    /// Ends the element that is open.
    pub fn close(&mut self) {
        if let Some(closed) = self.open.pop() {
            self.add(closed.close());
        }
    }

    /// An element with nothing inside.
    pub fn empty(&mut self, name: &'static str) {
        self.open(name);
        self.close();
    }

    /// Text inside the element that is open.
    pub fn text(&mut self, text: &str) {
        self.add(Html::from(VText::new(owned(text))));
    }

    /// The sentence of a key, as it is written.
    pub fn word(&mut self, key: &str) {
        self.text(self.words.word(key));
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

    fn add(&mut self, node: Html) {
        self.with(|open| open.inside.push(node));
    }

    fn with(&mut self, change: impl FnOnce(&mut Open)) {
        self.open.last_mut().map(change);
    }
}

/// Of the element that is open.
impl Elements<'_> {
    /// Sets an attribute.
    pub fn set(&mut self, name: &'static str, value: &str) {
        let value = AttributeOrProperty::Attribute(owned(value));
        self.with(|open| open.set(name, Some(value)));
    }

    /// Sets an attribute to the sentence of a key.
    pub fn set_word(&mut self, name: &'static str, key: &str) {
        self.set(name, self.words.word(key));
    }

    /// Sets an attribute to a number.
    pub fn set_number(&mut self, name: &'static str, value: i64) {
        self.set(name, &value.to_string());
    }

    /// Sets an attribute, or leaves it out.
    pub fn set_if(&mut self, on: bool, name: &'static str, value: &'static str) {
        self.with(|open| open.set(name, on.then_some(AttributeOrProperty::Static(value))));
    }

    /// Names the element among its neighbours.
    pub fn key(&mut self, key: &str) {
        self.with(|open| open.tag.key = Some(key.into()));
    }

    /// Sets what an input holds.
    pub fn value(&mut self, value: &str) {
        self.with(|open| open.tag.set_value(Some(owned(value))));
    }

    /// Sets whether an input is chosen.
    pub fn checked(&mut self, checked: bool) {
        self.with(|open| open.tag.set_checked(checked));
    }

    /// Where to find the element afterwards.
    pub fn find_at(&mut self, place: &NodeRef) {
        self.with(|open| open.tag.node_ref = place.clone());
    }

    /// Who hears what happens to it.
    pub fn heard_by(&mut self, listener: Rc<dyn Listener>) {
        self.with(|open| {
            open.tag.add_listener(listener);
        });
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
