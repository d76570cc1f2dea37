//! The result: one sentence, its picture, the amounts, the conditions, and what else to know.

use super::page::{Msg, Page, fen, found};
use crate::embed::{Amount, Condition, Holds, Notice, Outcome, Verdict};
use crate::money::{self, grouped};
use crate::words::Argument;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::html::Scope;
use yew::{Event, Html, MouseEvent, TargetCast, html};

/// Notices of one kind that are told together when there are more than this.
const TOGETHER: usize = 1;

impl Page {
    pub(super) fn answer(&self, link: &Scope<Page>) -> Html {
        let found = match (&self.outcome, self.benefit) {
            (Some(outcome), _) => found(self, link, outcome),
            (None, Some(_)) => {
                html! { <p class="headline waiting">{ self.word("page.working") }</p> }
            }
            (None, None) => Html::default(),
        };
        html! { <section class="result" tabindex="-1" aria-label={self.word("page.result")}>{ found }</section> }
    }

    /// All that there is to say of an outcome.
    pub(super) fn found(&self, link: &Scope<Page>, outcome: &Outcome) -> Html {
        html! {
            <>
                <div class="headline">
                    { self.draft() }
                    { verdict_mark(outcome.verdict, self.words.word(verdict_key(outcome.verdict))) }
                    <p class="sentence">{ self.sentence() }</p>
                    { self.own_part(outcome) }
                    { refused(outcome).unwrap_or_default() }
                    { self.split(outcome) }
                    <p class="rules">{ self.say("page.date.used", &[("on", &outcome.on)]) }</p>
                </div>
                { self.chart(link, outcome) }
                { self.amounts(link, outcome) }
                { self.conditions(link, outcome) }
                { self.notices(link, outcome) }
                { self.sources(link, outcome) }
            </>
        }
    }

    /// What marks everything made with a draft; on paper it stands across every page as well.
    pub(super) fn draft(&self) -> Html {
        let draft = self.outcome.as_ref().is_some_and(|outcome| outcome.draft);
        let mark = |class: &'static str| html! { <p class={class}>{ self.word("page.draft") }</p> };
        let shown = draft.then(|| html! { <>{ mark("draft") }{ mark("draft watermark") }</> });
        shown.unwrap_or_default()
    }

    /// The whole result in one sentence.
    pub(super) fn sentence(&self) -> String {
        let Some(outcome) = &self.outcome else {
            return String::new();
        };
        if outcome.verdict == Verdict::NoRule {
            return self.say("page.answer.none", &[("on", &outcome.on)]);
        }
        let (Some(part), Some(total)) = (
            outcome.amounts.get("subsidy"),
            outcome.amounts.get("total_interest"),
        ) else {
            return self.word("page.answer.open");
        };
        let key = match outcome.verdict {
            Verdict::Eligible => "page.answer.sure",
            _ => "page.answer.if",
        };
        self.say(
            key,
            &[("part", &self.range(part)), ("total", &self.range(total))],
        )
    }

    fn own_part(&self, outcome: &Outcome) -> Html {
        let own = outcome.amounts.get("borrower_interest");
        let own = own.filter(|_| outcome.verdict != Verdict::NoRule);
        let own = own.map(|own| {
            html! { <p class="yours">{ self.say("page.answer.own", &[("part", &self.range(own))]) }</p> }
        });
        own.unwrap_or_default()
    }

    /// On a phone: the result in short, in view below the form.
    pub(super) fn bar(&self, link: &Scope<Page>) -> Html {
        let Some(outcome) = &self.outcome else {
            return Html::default();
        };
        let short = match outcome.amounts.get("subsidy") {
            Some(part) if outcome.verdict != Verdict::NoRule => {
                let value = self.with_unit(part);
                html! { <><span>{ part.text.clone() }</span><strong>{ value }</strong></> }
            }
            // Nothing to keep in view yet.
            _ if outcome.verdict == Verdict::Depends => return Html::default(),
            _ => html! { <span>{ self.sentence() }</span> },
        };
        let go = link.batch_callback(|event: MouseEvent| {
            let button: Element = event.target_unchecked_into();
            let columns = button.closest(".columns").ok().flatten();
            let result =
                columns.and_then(|columns| columns.query_selector(".result").ok().flatten());
            if let Some(result) = result {
                let result: HtmlElement = result.unchecked_into();
                let _ = result.focus();
                result.scroll_into_view();
            }
            None
        });
        html! {
            <button type="button" class="bar" onclick={go}>
                { verdict_mark(outcome.verdict, self.words.word(verdict_key(outcome.verdict))) }
                <span class="short">{ short }</span>
                if outcome.draft { <span class="draft">{ self.word("page.draft") }</span> }
            </button>
        }
    }

    /// A picture of who pays the interest.
    fn split(&self, outcome: &Outcome) -> Html {
        let parts = || {
            let total = outcome.amounts.get("total_interest")?;
            let part = outcome.amounts.get("subsidy")?;
            let whole = fen(&total.low).filter(|whole| *whole > 0 && total.low == total.high)?;
            let width = |text| Some(fen(text)?.min(whole) * 1000 / whole);
            Some((width(&part.low)?, width(&part.high)?))
        };
        let Some((low, high)) = parts() else {
            return Html::default();
        };
        let piece = |class: &'static str, from: i64, to: i64| {
            (to > from).then(|| {
                html! {
                    <rect class={class} x={from.to_string()} y="0" width={(to - from).to_string()} height="10" />
                }
            })
        };
        let name = |class: &'static str, key: &str, shown: bool| {
            shown.then(|| html! { <li class={class}>{ self.word(key) }</li> })
        };
        html! {
            <div class="split">
                <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                    { piece("state", 0, low).unwrap_or_default() }
                    { piece("open", low, high).unwrap_or_default() }
                    { piece("own", high, 1000).unwrap_or_default() }
                </svg>
                <ul class="legend" aria-hidden="true">
                    { name("state", "page.split.state", low > 0).unwrap_or_default() }
                    { name("open", "page.split.open", high > low).unwrap_or_default() }
                    { name("own", "page.split.own", high < 1000).unwrap_or_default() }
                </ul>
            </div>
        }
    }

    fn amounts(&self, link: &Scope<Page>, outcome: &Outcome) -> Html {
        let of_benefit = self
            .whole
            .map(|benefit| benefit.amounts)
            .unwrap_or_default();
        let amounts = of_benefit.iter().filter_map(|amount| {
            let found = outcome.amounts.get(amount.id)?;
            let line = html! {
                <span class="line">
                    <span>{ found.text.clone() }</span>
                    <strong>{ self.with_unit(found) }</strong>
                </span>
            };
            let shown = match found.steps.is_empty() {
                false => {
                    let fold = ["amount.", amount.id].concat();
                    self.fold(link, &fold, line, &|| {
                        self.steps(link, &fold, outcome, &found.steps)
                    })
                }
                true => html! { <div class="plain">{ line }</div> },
            };
            Some(html! { <li key={amount.id}>{ shown }</li> })
        });
        let amounts: Vec<Html> = amounts.collect();
        if amounts.is_empty() {
            return Html::default();
        }
        html! {
            <section>
                <h3>{ self.word("page.amounts") }</h3>
                <p class="help">{ self.word("page.amounts.help") }</p>
                <ul class="rows">{ for amounts }</ul>
            </section>
        }
    }

    fn conditions(&self, link: &Scope<Page>, outcome: &Outcome) -> Html {
        if outcome.conditions.is_empty() {
            return Html::default();
        }
        let count = |holds| {
            outcome
                .conditions
                .iter()
                .filter(|c| c.holds == holds)
                .count()
        };
        let counted = self.say(
            "page.conditions.count",
            &[
                ("yes", &count(Holds::Yes).to_string()),
                ("no", &count(Holds::No).to_string()),
                ("unknown", &count(Holds::Unknown).to_string()),
            ],
        );
        let by = [Holds::No, Holds::Unknown, Holds::Yes];
        let sorted = by.iter().flat_map(|holds| {
            outcome
                .conditions
                .iter()
                .filter(move |condition| condition.holds == *holds)
        });
        let rows = sorted.map(|condition| self.condition(link, outcome, condition));
        html! {
            <section>
                <h3>{ self.word("page.conditions") }</h3>
                <p class="help">{ counted }</p>
                <ul class="conditions">{ for rows }</ul>
            </section>
        }
    }

    fn condition(&self, link: &Scope<Page>, outcome: &Outcome, condition: &Condition) -> Html {
        let title = [&outcome.benefit, ".condition.", &condition.id].concat();
        let (key, class) = match condition.holds {
            Holds::Yes => ("page.holds.yes", "holds yes"),
            Holds::No => ("page.holds.no", "holds no"),
            Holds::Unknown => ("page.holds.unknown", "holds unknown"),
        };
        let source = condition.source.as_ref().map(|source| {
            let fold = ["condition.", &condition.id].concat();
            let summary = html! { <span class="line">{ self.word("page.source") }</span> };
            let figure = outcome
                .figures
                .iter()
                .find(|figure| figure.id == source.figure);
            self.fold(link, &fold, summary, &|| match figure {
                Some(figure) => self.figure(link, figure),
                None => self.place(source),
            })
        });
        html! {
            <li key={condition.id.clone()} class={class}>
                { mark(condition.holds) }
                <div>
                    <p class="name">
                        <strong>{ self.word(&title) }</strong>
                        <span class="state">{ self.word(key) }</span>
                    </p>
                    <p>{ condition.text.clone() }</p>
                    { source.unwrap_or_default() }
                </div>
            </li>
        }
    }

    fn notices(&self, link: &Scope<Page>, outcome: &Outcome) -> Html {
        let of = |id: &str| {
            let notices = outcome.notices.iter().filter(|notice| notice.id == id);
            notices.collect::<Vec<&Notice>>()
        };
        let mut seen: Vec<&str> = Vec::new();
        let mut shown = Vec::new();
        for notice in &outcome.notices {
            if seen.contains(&notice.id.as_str()) {
                continue;
            }
            let same = of(&notice.id);
            let together = match notice.id.as_str() {
                "past-review" => Some("page.notices.past-review"),
                "recalled" => Some("page.notices.recalled"),
                _ => None,
            };
            match together.filter(|_| same.len() > TOGETHER) {
                Some(key) => {
                    seen.push(&notice.id);
                    let summary = self.say(key, &[("count", &same.len().to_string())]);
                    let summary = html! { <span class="line">{ summary }</span> };
                    let fold = ["notice.", &notice.id].concat();
                    let all = || {
                        same.iter()
                            .map(|notice| html! { <li>{ notice.text.clone() }</li> })
                    };
                    let told =
                        self.fold(link, &fold, summary, &|| html! { <ul>{ for all() }</ul> });
                    shown.push(html! { <li>{ told }</li> });
                }
                None => shown.push(html! { <li><p>{ notice.text.clone() }</p></li> }),
            }
        }
        if shown.is_empty() {
            return Html::default();
        }
        html! {
            <section>
                <h3>{ self.word("page.notices") }</h3>
                <ul class="notices">{ for shown }</ul>
            </section>
        }
    }

    /// Something that opens. Its inside is made only while it is open.
    pub(super) fn fold(
        &self,
        link: &Scope<Page>,
        name: &str,
        summary: Html,
        inside: &dyn Fn() -> Html,
    ) -> Html {
        let open = self.is_open(name);
        let toggled = link.batch_callback(|event: Event| {
            // Folds inside this one report here too: ask the one that was meant.
            let fold: web_sys::Element = event.target_unchecked_into();
            let name = fold.get_attribute("data-fold")?;
            Some(Msg::Fold(name, fold.has_attribute("open")))
        });
        let inside = match open {
            true => inside(),
            false => Html::default(),
        };
        html! {
            <details open={open} data-fold={name.to_string()} ontoggle={toggled}>
                <summary>{ summary }</summary>
                <div class="inside">{ inside }</div>
            </details>
        }
    }

    /// An amount without its unit: `5,250` or `5,250–6,000`.
    fn range(&self, amount: &Amount) -> String {
        let shown = |text: &str| match money::parse(text) {
            Some(value) if amount.unit == "yuan" => self.words.show(&Argument::Yuan(value)),
            Some(value) => grouped(value, 0),
            None => text.to_string(),
        };
        match amount.low == amount.high {
            true => shown(&amount.low),
            false => [shown(&amount.low).as_str(), "–", &shown(&amount.high)].concat(),
        }
    }

    fn with_unit(&self, amount: &Amount) -> String {
        let range = self.range(amount);
        match amount.unit.as_str() {
            "yuan" => self.say("unit.yuan", &[("value", &range)]),
            "percent-a-year" => range.replace('–', "%–") + "%",
            _ => range,
        }
    }
}

/// Why not: the first condition that fails.
fn refused(outcome: &Outcome) -> Option<Html> {
    let mut conditions = outcome.conditions.iter();
    let first = conditions.find(|condition| condition.holds == Holds::No)?;
    Some(html! { <p class="why">{ first.text.clone() }</p> })
}

fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "verdict.eligible",
        Verdict::NotEligible => "verdict.not-eligible",
        Verdict::Depends => "verdict.depends",
        Verdict::NoRule => "verdict.no-rule",
    }
}

fn verdict_mark(verdict: Verdict, words: &str) -> Html {
    let (holds, class) = match verdict {
        Verdict::Eligible => (Holds::Yes, "verdict yes"),
        Verdict::NotEligible => (Holds::No, "verdict no"),
        Verdict::Depends | Verdict::NoRule => (Holds::Unknown, "verdict unknown"),
    };
    html! { <span class={class}>{ mark(holds) }<span>{ words }</span></span> }
}

/// Yes, no and unknown differ in shape as well as in colour.
fn mark(holds: Holds) -> Html {
    let (shape, sign) = match holds {
        Holds::Yes => (
            "M10 0a10 10 0 1 0 0 20a10 10 0 1 0 0-20z",
            "M5 10.500l3.500 3.500l6.500-7.500",
        ),
        Holds::No => (
            "M0 2.500a2.500 2.500 0 0 1 2.500-2.500h15a2.500 2.500 0 0 1 2.500 2.500v15a2.500 2.500 0 0 1-2.500 2.500h-15a2.500 2.500 0 0 1-2.500-2.500z",
            "M6 6l8 8M14 6l-8 8",
        ),
        Holds::Unknown => (
            "M10-1l11 11l-11 11l-11-11z",
            "M7.500 8c0-3.500 5-3.500 5-.5c0 2-2.500 2-2.500 4M10 14v.3",
        ),
    };
    html! {
        <svg class="mark" viewBox="-1 -1 22 22" aria-hidden="true">
            <path d={shape} />
            <path class="sign" d={sign} />
        </svg>
    }
}
