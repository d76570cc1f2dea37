//! Why the main amount is another than before the last pause.

use super::super::element::Elements;
use super::super::page::{Page, fen};
use super::along::{amounts, yuan};
use super::{Explorer, Which};
use crate::embed::exploration::{Difference, Found};
use crate::input::Json;

/// With more causes than this the line would be none.
const MOST_CAUSES: usize = 3;

impl Explorer {
    /// The person has paused: what the engine was asked before the last pause is compared with what it
    /// was asked now.
    pub(super) fn settle(&mut self, page: &Page) {
        if self.settled == page.asked_of {
            return;
        }
        let before = std::mem::replace(&mut self.settled, page.asked_of.clone());
        let name = page
            .benefit
            .and_then(|benefit| amounts(page, benefit.whole()).into_iter().next());
        let (Some(name), Json::Object(_)) = (name, &before) else {
            return;
        };
        let of = |asked: &Json, parts: &[&str]| {
            let parts = parts.iter();
            let parts = parts.filter_map(|part| Some((part.to_string(), asked.get(part)?.clone())));
            parts.collect::<Vec<(String, Json)>>()
        };
        let side = |asked: &Json| Json::Object(of(asked, &["on", "answers", "packs"]));
        let mut request = of(&self.settled, &["benefit", "lang"]);
        request.extend([
            ("kind".into(), Json::Text("difference".into())),
            ("amount".into(), Json::Text(name)),
            ("from".into(), side(&before)),
            ("to".into(), side(&self.settled)),
        ]);
        self.want(Which::Changed, Some(Json::Object(request)));
    }

    pub(super) fn changed(&self, page: &Page, out: &mut Elements) {
        // It belongs to the answers of the last pause.
        let told = match self.found(Which::Changed) {
            Some(Found::Difference(found)) if self.settled == page.asked_of => told(page, found),
            _ => None,
        };
        out.maybe("p.changed", told.as_deref());
    }
}

fn told(page: &Page, found: &Difference) -> Option<String> {
    let [reading] = &found.readings[..] else {
        return None;
    };
    let (difference, causes) = (fen(&reading.difference)?, &reading.causes);
    if difference == 0 || causes.is_empty() || causes.len() > MOST_CAUSES {
        return None;
    }
    let plain = |amount: &str| yuan(page, amount.trim_start_matches('-'));
    let mut texts = Vec::new();
    for cause in causes {
        let key = match (causes.len(), fen(&cause.amount)? < 0) {
            (1, _) => {
                texts.push(cause.text.clone());
                continue;
            }
            (_, true) => "explore.changed.down",
            (_, false) => "explore.changed.up",
        };
        texts.push(page.say(
            key,
            &[("cause", &cause.text), ("by", &plain(&cause.amount))],
        ));
    }
    let key = match difference < 0 {
        true => "explore.changed.less",
        false => "explore.changed.more",
    };
    let causes = texts.join(page.words.word("explore.way.and"));
    let by = plain(&reading.difference);
    let values = [("amount", &*found.text), ("by", &by), ("causes", &causes)];
    Some(page.say(key, &values))
}
