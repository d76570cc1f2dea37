//! Hard words: each opens its plain meaning where it stands.
//!
//! They are found by their text in what is about to be shown, so that no sentence needs a mark: the
//! longest first, and each once in a section. In running text the word itself is the button, and its
//! meaning opens below the paragraph. Where there can be no button, in a label or in what opens a
//! fold, the words stand in a line of their own right after it.

use super::element::Elements;
use super::page::Page;
use crate::words::Locale;
use std::mem;
use std::rc::Rc;
use yew::Html;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VList, VNode, VTag};

/// What the names of the folds of meanings start with; then comes a place, then the word's id.
const MEANS: &str = "means.";

/// The hard words of a language: what each is called, and its id.
fn hard_words(words: &Locale) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for key in words.keys() {
        // Other words end so as well, but have no meaning.
        if let Some(id) = key.strip_suffix(".term")
            && words.has(&[id, ".means"].concat())
        {
            found.push((words.word(key), id));
        }
    }
    found
}

/// What a word means.
pub(super) fn meaning<'a>(words: &'a Locale, id: &str) -> &'a str {
    let key = [id, ".means"].concat();
    let mut keys = words.keys();
    keys.find(|known| **known == key)
        .map_or("", |key| words.word(key))
}

/// What is left as it is: pictures, tables, quotations, what is said aloud, and the answer itself.
const LEFT_ALONE: &[&str] = &[
    "svg",
    "table",
    "blockquote",
    "cite",
    "code",
    "a",
    "h2",
    "h3",
    "h4",
    "output",
    "input",
];
const LEFT_ALONE_CLASSES: &[&str] = &[
    "headline",
    "bar",
    "languages",
    "note",
    "wrong",
    "draft",
    "days",
    "foot",
    "plain",
    "care",
    "legend",
    "beside",
    "causes",
    "notes",
    "sheet",
];

/// Where a new section begins: there every word may be explained again.
const SECTIONS: &[&str] = &["section", "fieldset", "details"];

/// Where no button can be.
const NO_BUTTONS: &[&str] = &["label", "legend", "summary", "select", "button"];

/// What stands within a line.
const INLINE: &[&str] = &["span", "strong"];

struct Glossary<'a> {
    page: &'a Page,
    /// The longest first.
    words: Vec<(&'a str, &'a str)>,
    /// The first letters of all of them, as bits.
    first: u128,
    /// The ids of those that were found in this section.
    found: Vec<&'a str>,
    /// Those of them whose meaning is to open below this paragraph: the names of their folds.
    here: Vec<String>,
}

impl Page {
    /// Makes every hard word in what is shown open its meaning.
    pub(super) fn explain(&self, mut shown: Html) -> Html {
        let mut words = hard_words(&self.words);
        words.sort_by_key(|(word, _)| usize::MAX - word.len());
        let letters = words.iter().filter_map(|(word, _)| word.chars().next());
        let mut glossary = Glossary {
            page: self,
            first: letters.fold(0, |bits, letter| bits | bit(letter)),
            words,
            found: Vec::new(),
            here: Vec::new(),
        };
        glossary.node(&mut shown, 0);
        shown
    }
}

impl Page {
    /// A meaning that opens is read aloud.
    pub(super) fn say_meaning(&mut self, fold: &str) {
        if fold.starts_with(MEANS) {
            self.spoken = meaning(&self.words, word_of(fold)).into();
        }
    }

    /// Shuts every meaning; whether one was open.
    pub(super) fn shut_meanings(&mut self) -> bool {
        let before = self.open.len();
        self.open.retain(|fold| !fold.starts_with(MEANS));
        before > self.open.len()
    }
}

/// Few letters share a bit.
fn bit(letter: char) -> u128 {
    1 << (u32::from(letter.to_ascii_lowercase()) % 127)
}

/// The place of a child, by its name among its neighbours.
fn inside(place: u32, name: &[u8]) -> u32 {
    let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    name.iter().fold(step(place, &1), step)
}

/// An element's classes, which [`Elements`] writes first and for good.
fn classes(tag: &VTag) -> &'static str {
    match &tag.attributes {
        Attributes::Dynamic { keys, values } => match (keys.first(), values.first()) {
            (Some(&"class"), Some(Some(AttributeOrProperty::Static(classes)))) => classes,
            _ => "",
        },
        _ => "",
    }
}

/// Whether a letter of the word's alphabet goes on there: the word is only a part of another.
fn goes_on(word: &str, next: Option<&u8>) -> bool {
    let letters = word.as_bytes().iter().all(u8::is_ascii);
    letters && next.is_some_and(u8::is_ascii_alphanumeric)
}

impl<'a> Glossary<'a> {
    /// The word that begins there.
    fn at(&self, text: &str, at: usize, letter: char) -> Option<(&'a str, &'a str)> {
        if self.first & bit(letter) == 0 {
            return None;
        }
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let found = self.words.iter().find(|(word, _)| {
            let end = at + word.len();
            let same = bytes
                .get(at..end)
                .is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes()));
            // Of several things the word ends in an s.
            let after = match bytes.get(end) {
                Some(b's') => end + 1,
                _ => end,
            };
            same && !goes_on(word, before) && !goes_on(word, bytes.get(after))
        });
        found.copied()
    }

    /// Every word in a text that was not found before in this section: where it stands, and its id.
    fn look(&mut self, text: &str) -> Vec<(usize, usize, &'a str)> {
        let mut places = Vec::new();
        let mut end = 0;
        for (at, letter) in text.char_indices() {
            if at < end {
                continue;
            }
            if let Some((word, id)) = self.at(text, at, letter) {
                end = at + word.len();
                if !self.found.contains(&id) {
                    self.found.push(id);
                    places.push((at, end, id));
                }
            }
        }
        places
    }

    /// The words in what can hold no button.
    fn collect(&mut self, node: &VNode, into: &mut Vec<&'a str>) {
        match node {
            VNode::VText(text) => {
                let found = self.look(&text.text);
                into.extend(found.iter().map(|(.., id)| *id));
            }
            VNode::VList(list) => {
                for child in list.iter() {
                    self.collect(child, into);
                }
            }
            VNode::VTag(tag) => {
                if let Some(children) = tag.children() {
                    self.collect(children, into);
                }
            }
            _ => {}
        }
    }

    /// The words in the labels of a field, those of its choices as well.
    fn collect_labels(&mut self, node: &VNode, into: &mut Vec<&'a str>) {
        match node {
            VNode::VList(list) => {
                for child in list.iter() {
                    self.collect_labels(child, into);
                }
            }
            VNode::VTag(tag) if ["label", "legend", "select"].contains(&tag.tag()) => {
                self.collect(node, into);
            }
            VNode::VTag(tag) if tag.tag() == "div" => {
                if let Some(children) = tag.children() {
                    self.collect_labels(children, into);
                }
            }
            _ => {}
        }
    }

    fn node(&mut self, node: &mut VNode, place: u32) {
        match node {
            VNode::VText(text) => {
                let text = text.text.clone();
                let places = self.look(&text);
                if !places.is_empty() {
                    *node = self.marked(&text, &places, place);
                }
            }
            VNode::VList(list) => {
                for (at, child) in Rc::make_mut(list).iter_mut().enumerate() {
                    let inner = match child.key() {
                        Some(key) => inside(place, key.as_bytes()),
                        None => inside(place, &[at as u8]),
                    };
                    self.node(child, inner);
                }
            }
            VNode::VTag(tag) => self.tag(Rc::make_mut(tag), place),
            _ => {}
        }
    }

    fn tag(&mut self, tag: &mut VTag, place: u32) {
        let name = tag.tag().to_owned();
        let name = name.as_str();
        let classes = classes(tag);
        let is = |class: &str| classes.split(' ').any(|own| own == class);
        if LEFT_ALONE.contains(&name)
            || NO_BUTTONS.contains(&name)
            || LEFT_ALONE_CLASSES.iter().any(|class| is(class))
        {
            return;
        }
        let section = SECTIONS.contains(&name) && !is("field");
        let outer = section.then(|| mem::take(&mut self.found));
        let mut carried = Vec::new();
        if is("field") {
            if let Some(children) = tag.children() {
                self.collect_labels(children, &mut carried);
            }
        } else if name == "details"
            && let Some(children) = tag.children()
        {
            self.collect_summary(children, &mut carried);
        }
        if let Some(children) = tag.children_mut() {
            if name == "details" {
                // What is inside may explain them itself.
                self.found.retain(|id| !carried.contains(id));
            }
            self.node(children, place);
            if name == "details" {
                carried.retain(|id| !self.found.contains(id));
            }
            if !carried.is_empty() {
                self.put(children, &carried, place);
            }
            if !INLINE.contains(&name) && !self.here.is_empty() {
                let names = mem::take(&mut self.here);
                let below = self.meanings(&names);
                *children = group(vec![mem::take(children), below]);
            }
        }
        if let Some(outer) = outer {
            self.found = outer;
        }
    }

    fn collect_summary(&mut self, node: &VNode, into: &mut Vec<&'a str>) {
        match node {
            VNode::VTag(tag) if tag.tag() == "summary" => self.collect(node, into),
            VNode::VList(list) => {
                for child in list.iter() {
                    self.collect_summary(child, into);
                }
            }
            _ => {}
        }
    }

    /// Puts words into a line of their own: after a field's label, or first in an open fold.
    fn put(&mut self, children: &mut VNode, ids: &[&str], place: u32) {
        let VNode::VList(list) = children else {
            return;
        };
        for child in Rc::make_mut(list).iter_mut() {
            let VNode::VTag(tag) = child else { continue };
            match tag.tag() {
                "label" | "legend" => {
                    let line = self.line(ids, place);
                    *child = group(vec![mem::take(child), line]);
                    return;
                }
                "div" => {
                    let inner = Rc::make_mut(tag).children_mut();
                    let filled = inner.filter(|inner| match inner {
                        VNode::VList(list) => !list.is_empty(),
                        _ => true,
                    });
                    if let Some(inner) = filled {
                        let line = self.line(ids, place);
                        *inner = group(vec![line, mem::take(inner)]);
                    }
                    return;
                }
                _ => {}
            }
        }
    }

    fn line(&self, ids: &[&str], place: u32) -> VNode {
        let mut out = Elements::new(&self.page.words);
        let mut names = Vec::new();
        out.open("div.terms");
        for id in ids {
            let name = fold(place, id);
            let key = [id, ".term"].concat();
            self.button(&mut out, &name, self.page.words.word(&key));
            names.push(name);
        }
        out.node(self.meanings(&names));
        out.close();
        out.finish()
    }

    /// A text with buttons in it.
    fn marked(&mut self, text: &str, places: &[(usize, usize, &str)], place: u32) -> VNode {
        let mut out = Elements::new(&self.page.words);
        let mut end = 0;
        for (from, until, id) in places {
            out.text(&text[end..*from]);
            let name = fold(place, id);
            self.button(&mut out, &name, &text[*from..*until]);
            self.here.push(name);
            end = *until;
        }
        out.text(&text[end..]);
        out.finish()
    }

    fn button(&self, out: &mut Elements, name: &str, shown: &str) {
        let open = self.page.is_open(name);
        out.open("button.term|type=button");
        out.join("data-do", "means ", name);
        out.set("aria-expanded", if open { "true" } else { "false" });
        if open {
            out.set("aria-controls", name);
        }
        // Its name begins with what is seen.
        let what = self.page.say("help.words.what", &[("term", shown)]);
        out.set("aria-label", &what);
        out.text(shown);
        out.close();
    }

    /// The meanings that are open.
    fn meanings(&self, names: &[String]) -> VNode {
        let mut out = Elements::new(&self.page.words);
        for name in names.iter().filter(|name| self.page.is_open(name)) {
            out.open("span.meaning|role=note");
            out.key(name);
            out.set("id", name);
            out.text(meaning(&self.page.words, word_of(name)));
            out.close();
        }
        out.finish()
    }
}

fn group(children: Vec<VNode>) -> VNode {
    VNode::from(VList::with_children(children, None))
}

fn fold(place: u32, id: &str) -> String {
    [MEANS, &place.to_string(), ".", id].concat()
}

/// The id of the word whose meaning a fold has.
fn word_of(fold: &str) -> &str {
    let place = fold.strip_prefix(MEANS).unwrap_or(fold);
    place.split_once('.').map_or("", |(_, id)| id)
}
