//! The engine: packs and languages once loaded, then any number of requests.

use super::figures;
use super::told::Told;
use super::{CatalogueEntry, Figure, FigureRecord, Outcome, Refusal, catalogue, outcome};
use crate::benefit::{self, Answers, BadAnswer, Benefit, Outline};
use crate::explore;
use crate::input::{Fault, Json};
use crate::policy::{Date, Pack, Rulebook, Ruling, read_pack};
use crate::words::{Locale, Message};
use std::ptr;
use std::rc::Rc;

/// Built-in packs and languages, ready to answer.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    packs: Vec<Rc<Pack>>,
    locales: Vec<Rc<Locale>>,
    pub(super) told: Told,
}

impl Engine {
    /// Adds a pack.
    ///
    /// # Errors
    /// Every fault in it; the engine is then as it was.
    pub fn add_pack(&mut self, json: Json) -> Result<(), Vec<Fault>> {
        let pack = read_pack(json)?;
        self.told = Told::default();
        self.packs.retain(|kept| kept.id != pack.id);
        // In the same order whichever came first.
        let order = |kept: &Rc<Pack>| (kept.layer, &kept.id) > (pack.layer, &pack.id);
        let at = self.packs.iter().position(order);
        self.packs
            .insert(at.unwrap_or(self.packs.len()), Rc::new(pack));
        Ok(())
    }

    /// Adds sentences in a language: those that all benefits share, or those of one.
    ///
    /// # Errors
    /// When the file is not an object of strings.
    pub fn add_locale(&mut self, lang: &str, json: Json) -> Result<(), Fault> {
        let locale = Locale::read(lang, json)?;
        self.told = Told::default();
        match self.locales.iter_mut().find(|kept| kept.lang == lang) {
            Some(kept) => Rc::make_mut(kept).join(locale),
            None => self.locales.push(Rc::new(locale)),
        }
        Ok(())
    }

    /// The built-in packs.
    pub fn packs(&self) -> &[Rc<Pack>] {
        &self.packs
    }

    /// A language that was added.
    pub fn locale(&self, lang: &str) -> Option<&Rc<Locale>> {
        self.locales.iter().find(|locale| locale.lang == lang)
    }

    /// The benefits with their questions. `request` may hold `lang` and `on`.
    ///
    /// # Errors
    /// When the request is wrong.
    pub fn catalogue(&self, request: &Json) -> Result<Vec<CatalogueEntry>, Refusal> {
        let locale = self.language(request)?;
        let refuse = |bad| refusal(locale, bad);
        only_known(request, &["lang", "on"]).map_err(refuse)?;
        if request.get("on").is_some_and(|on| *on != Json::Null) {
            day(request, "on").map_err(refuse)?;
        }
        Ok(catalogue::entries(locale))
    }

    /// One benefit with its questions, without its amounts, in a language that was added.
    pub fn entry(&self, benefit: &Outline, lang: &str) -> Option<CatalogueEntry> {
        Some(catalogue::entry(benefit, self.locale(lang)?))
    }

    /// The figure book: every figure with its history. `request` holds `on`, and may hold `lang`,
    /// `as_known_on` and `packs`.
    ///
    /// # Errors
    /// When the request is wrong.
    pub fn figures(&self, request: &Json) -> Result<Vec<FigureRecord>, Refusal> {
        let locale = self.language(request)?;
        let book = || {
            only_known(request, &["lang", "on", "as_known_on", "packs"])?;
            let packs = self.packs_with(request, |_| true)?;
            let rulebook = Rulebook::new(&packs, day(request, "on")?, known_on(request)?);
            Ok(figures::book(rulebook, locale))
        };
        book().map_err(|bad| refusal(locale, bad))
    }

    /// What a benefit comes to. `request` holds `benefit`, `on`, and may hold `answers`, `lang`,
    /// `as_known_on` and `packs`.
    ///
    /// # Errors
    /// When the request is wrong: the first fault, with what is allowed.
    pub fn evaluate(&self, request: &Json) -> Result<Outcome, Refusal> {
        let locale = self.language(request)?;
        let result = self.work_out(request, locale);
        result.map_err(|bad| refusal(locale, bad))
    }

    /// The refusal of a request that is no data at all, such as one with a function in it.
    pub fn unreadable(&self, fault: &Fault) -> Refusal {
        let locale = self.locales.first().cloned().unwrap_or_default();
        let allowed = Message::new("error.request").saying("parts", "JSON");
        refusal(
            &locale,
            bad("request", &Json::Text(fault.to_string()), allowed),
        )
    }

    fn work_out(&self, request: &Json, locale: &Locale) -> Result<Outcome, BadAnswer> {
        let known = ["benefit", "on", "as_known_on", "answers", "lang", "packs"];
        only_known(request, &known)?;
        let ask = read_ask(self, request)?;
        let found = explore::outcome(ask.benefit, ask.rulebook(), &ask.answers);
        Ok(outcome::shape(
            self,
            ask.benefit,
            ask.rulebook(),
            found,
            locale,
        ))
    }

    /// A figure as it was read; the same one for every outcome where it is of a built-in pack.
    pub(super) fn told(&self, ruling: &Ruling, locale: &Locale) -> Rc<Figure> {
        let built_in = |pack: &Rc<Pack>| ptr::eq(pack.as_ref(), ruling.pack);
        match self.packs.iter().any(built_in) {
            true => self.told.figure(ruling, locale),
            false => Rc::new(figures::figure(ruling, locale)),
        }
    }

    /// The built-in packs that are needed, and those that the request brings.
    pub(super) fn packs_with(
        &self,
        request: &Json,
        needed: impl Fn(&Pack) -> bool,
    ) -> Result<Vec<Rc<Pack>>, BadAnswer> {
        let mut packs = self.packs.clone();
        packs.retain(|pack| needed(pack));
        let extra = match request.get("packs") {
            None | Some(Json::Null) => return Ok(packs),
            Some(Json::List(extra)) => extra,
            Some(given) => {
                let allowed = Message::new("error.pack").saying("reason", "not an array");
                return Err(bad("packs", given, allowed));
            }
        };
        for (at, json) in extra.iter().enumerate() {
            let pack = read_pack(json.clone()).map_err(|faults| {
                let first = faults.first().map(Fault::to_string).unwrap_or_default();
                let allowed = Message::new("error.pack").saying("reason", first);
                bad(&["packs.", &at.to_string()].concat(), json, allowed)
            })?;
            packs.retain(|kept| kept.id != pack.id);
            packs.push(Rc::new(pack));
        }
        Ok(packs)
    }

    /// The language of a request: `zh-Hans`, or the first there is, when it names none.
    pub(super) fn language(&self, request: &Json) -> Result<&Rc<Locale>, Refusal> {
        let wanted = match request.get("lang") {
            None | Some(Json::Null) => "zh-Hans",
            Some(Json::Text(lang)) => lang,
            Some(_) => "",
        };
        self.locale(wanted).ok_or_else(|| {
            let known: Vec<&str> = self.locales.iter().map(|l| l.lang.as_str()).collect();
            let given = request.get("lang").unwrap_or(&Json::Null);
            let allowed = Message::new("error.lang").saying("languages", known.join(", "));
            let any = self.locales.first().cloned().unwrap_or_default();
            refusal(&any, bad("lang", given, allowed))
        })
    }
}

/// What a request asks about one benefit.
pub(super) struct Ask {
    pub benefit: &'static Benefit,
    pub answers: Answers,
    packs: Vec<Rc<Pack>>,
    on: Date,
    as_known_on: Option<Date>,
}

impl Ask {
    /// The rules that it asks about.
    pub fn rulebook(&self) -> Rulebook<'_> {
        Rulebook::new(&self.packs, self.on, self.as_known_on)
    }
}

/// Reads `benefit`, `on`, `as_known_on`, `answers` and `packs`.
pub(super) fn read_ask(engine: &Engine, request: &Json) -> Result<Ask, BadAnswer> {
    let benefit = benefit_of(request)?;
    let on = day(request, "on")?;
    let as_known_on = known_on(request)?;
    let answers = request.get("answers").unwrap_or(&Json::Null);
    let answers = Answers::read(benefit, answers)?;
    let packs = engine.packs_with(request, |pack| benefit.needs_pack(&pack.id))?;
    Ok(Ask {
        benefit,
        answers,
        packs,
        on,
        as_known_on,
    })
}

pub(super) fn bad(field: &str, given: &Json, allowed: Message) -> BadAnswer {
    BadAnswer {
        field: field.into(),
        given: given.shown(),
        allowed,
    }
}

pub(super) fn only_known(request: &Json, known: &[&str]) -> Result<(), BadAnswer> {
    let allowed = || Message::new("error.request").saying("parts", known.join(", "));
    match request {
        Json::Null => Ok(()),
        Json::Object(entries) => {
            let strange = entries
                .iter()
                .find(|(key, _)| !known.contains(&key.as_str()));
            strange.map_or(Ok(()), |(key, given)| Err(bad(key, given, allowed())))
        }
        other => Err(bad("request", other, allowed())),
    }
}

fn benefit_of(request: &Json) -> Result<&'static Benefit, BadAnswer> {
    let given = request.get("benefit").unwrap_or(&Json::Null);
    let named = match given {
        Json::Text(id) => benefit::find(id).map(Outline::whole),
        _ => None,
    };
    let known: Vec<&str> = benefit::ALL.iter().map(|benefit| benefit.id).collect();
    let allowed = Message::new("error.benefit").saying("benefits", known.join(", "));
    named.ok_or_else(|| bad("benefit", given, allowed))
}

/// A day within the years that any pack could speak of.
pub(super) fn day(request: &Json, field: &str) -> Result<Date, BadAnswer> {
    let given = request.get(field).unwrap_or(&Json::Null);
    let day = match given {
        Json::Text(text) => Date::parse(text),
        _ => None,
    };
    let day = day.filter(|day| (1990..=2100).contains(&day.year()));
    day.ok_or_else(|| bad(field, given, Message::new("error.date")))
}

/// The day by which the rules must have been public, if one was asked for.
pub(super) fn known_on(request: &Json) -> Result<Option<Date>, BadAnswer> {
    match request.get("as_known_on") {
        None | Some(Json::Null) => Ok(None),
        Some(_) => day(request, "as_known_on").map(Some),
    }
}

pub(super) fn refusal(locale: &Locale, bad: BadAnswer) -> Refusal {
    let allowed = locale.say(&bad.allowed);
    let message = Message::new("error.message")
        .saying("field", &*bad.field)
        .saying("given", &*bad.given)
        .saying("allowed", &*allowed);
    Refusal {
        message: locale.say(&message),
        field: bad.field,
        given: bad.given,
        allowed,
    }
}
