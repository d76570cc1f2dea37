//! A case as a link: every link ever written is read, whatever stands in it, and a case that is
//! written is read again as it was.

use crate::common;

use crate::common::dice::Dice;
use new_citizen_calculator::benefit;
use new_citizen_calculator::embed::Outcome;
use new_citizen_calculator::link::{self, Link, PackMark, ResultMark};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What the file is for.
    #[allow(dead_code)]
    about: String,
    links: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    title: String,
    text: String,
    reads: Reads,
}

#[derive(Deserialize, Debug, PartialEq, Default)]
#[serde(default, deny_unknown_fields)]
struct Reads {
    benefit: String,
    element: String,
    on: String,
    lang: String,
    answers: BTreeMap<String, String>,
    more: BTreeMap<String, String>,
    packs: Vec<String>,
    results: Vec<String>,
    draft: bool,
    wrong: Vec<String>,
}

fn reads(text: &str) -> Reads {
    let (link, wrong) = link::read(text);
    let packs = link.packs.iter();
    let results = link.results.iter();
    let wrong = wrong.iter();
    Reads {
        packs: packs
            .map(|p| format!("{} {} {}", p.id, p.version, p.sha256))
            .collect(),
        results: results
            .map(|r| format!("{} {} {}", r.mark, r.row, r.value))
            .collect(),
        wrong: wrong
            .map(|w| format!("{} {} {:?}", w.key, w.given, w.why))
            .collect(),
        benefit: link.benefit,
        element: link.element,
        on: link.on,
        lang: link.lang,
        answers: link.answers.into_iter().collect(),
        more: link.more.into_iter().collect(),
        draft: link.draft,
    }
}

fn cases(folder: &str) -> Vec<Case> {
    let files = common::files(&format!("tests/cases/links/{folder}"), "json");
    assert!(!files.is_empty());
    let files = files.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("a file");
        let file: File =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        file.links
    });
    files.flatten().collect()
}

#[test]
fn every_link_of_any_release_is_read() {
    for case in cases("good") {
        assert_eq!(reads(&case.text), case.reads, "{}", case.title);
    }
}

#[test]
fn what_means_nothing_is_told_and_the_rest_is_read() {
    for case in cases("bad") {
        assert_eq!(reads(&case.text), case.reads, "{}", case.title);
    }
}

#[test]
fn a_draft_is_seen_without_reading_the_rest() {
    for case in cases("good").iter().chain(&cases("bad")) {
        assert_eq!(
            link::is_draft(&case.text),
            case.reads.draft,
            "{}",
            case.title
        );
    }
}

/// The keys that are no answers; docs/link.md.
const OTHER: [&str; 8] = ["ncc", "b", "e", "on", "l", "p", "r", "draft"];

#[test]
fn no_question_has_the_name_of_another_key() {
    for benefit in benefit::ALL {
        let rows = benefit.rows.iter().map(|rows| rows.id);
        for id in benefit.questions().iter().map(|q| q.id).chain(rows) {
            assert!(!OTHER.contains(&id), "{}: {id}", benefit.id);
            assert!(!id.contains('.'), "{}: {id}", benefit.id);
        }
    }
}

/// Flat, as fields are in a link.
fn fields(answers: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), String::from)
    };
    let mut flat = Vec::new();
    for (id, given) in answers.as_object().expect("an object") {
        match given.as_array() {
            None => flat.push((id.clone(), text(given))),
            Some(rows) => {
                flat.push((id.clone(), rows.len().to_string()));
                for (row, given) in (1..).zip(rows) {
                    for (question, given) in given.as_object().expect("a row") {
                        flat.push((format!("{id}.{row}.{question}"), text(given)));
                    }
                }
            }
        }
    }
    flat
}

fn evaluate(benefit: &str, answers: &Value) -> Option<Outcome> {
    thread_local! {
        static ENGINE: new_citizen_calculator::embed::Engine = common::engine();
    }
    let request =
        json!({ "benefit": benefit, "on": "2026-11-25", "answers": answers, "lang": "en" });
    // Answers that do not fit together have no outcome.
    ENGINE.with(|engine| engine.evaluate(&common::from_value(&request)).ok())
}

fn linked(benefit: &str, answers: &Value, outcome: Option<&Outcome>) -> Link {
    Link {
        benefit: benefit.into(),
        on: "2026-11-25".into(),
        lang: "en".into(),
        answers: fields(answers),
        packs: outcome.map_or_else(Vec::new, link::packs_of),
        results: outcome.map_or_else(Vec::new, link::results_of),
        ..Link::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_case_is_read_as_it_was_written_and_comes_to_the_same(seed: u64) {
        for outline in benefit::ALL {
            let answers = Dice(seed).answers(outline);
            let outcome = evaluate(outline.id, &answers);
            let link = linked(outline.id, &answers, outcome.as_ref());
            let (read, wrong) = link::read(&link::write(&link));
            prop_assert_eq!(&wrong, &vec![]);
            prop_assert_eq!(&read, &link);
            if let Some(outcome) = &outcome {
                let again = link::again(&read, outcome).expect("it says what it came to");
                prop_assert_eq!(again, link::Again::default());
            }
        }
    }

    #[test]
    fn any_texts_come_back(
        element in ".{0,9}",
        values in prop::collection::vec("\\PC{1,20}", 1..4),
        more in prop::collection::btree_map("[^.]{3,12}", "\\PC{1,9}", 0..4),
        row in 0u8..=255,
    ) {
        let more = more.into_iter().filter(|(key, _)| !OTHER.contains(&&**key) && key != "rate");
        let link = Link {
            benefit: "startup-loan".into(),
            element,
            answers: vec![("rate".into(), values[0].clone())],
            more: more.filter(|(key, _)| !link::asks(benefit::find("startup-loan").unwrap(), key)).collect(),
            packs: vec![PackMark { id: "own".into(), version: "2026 春".into(), sha256: "00ff00ff".into() }],
            results: vec![ResultMark { mark: "a-_".into(), row, value: "-1.5~2".into() }],
            draft: true,
            ..Link::default()
        };
        let text = link::write(&link);
        let good = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:,%&=".contains(&byte);
        prop_assert!(text.bytes().all(good), "{text}");
        prop_assert_eq!(link::read(&text).0, link);
    }

    #[test]
    fn garbage_is_read_without_a_fall(text in "\\PC{0,200}", cut in 0usize..400) {
        link::read(&text);
        let good = &cases("good")[0].text;
        let cut = good.get(..cut).unwrap_or(good);
        link::read(&[cut, &text].concat());
        link::read(&[&text, cut].concat());
    }
}

#[test]
fn no_two_steps_or_amounts_of_a_benefit_have_one_mark() {
    let outcome = evaluate("startup-loan", &json!({})).expect("a good request");
    for outline in benefit::ALL {
        let benefit = outline.whole();
        let mut marks = BTreeMap::new();
        let mut own = outcome.clone();
        own.amounts.0.clear();
        own.steps.clear();
        let step = evaluate("startup-loan", &loan())
            .expect("a good request")
            .steps
            .remove(0);
        for id in benefit.steps {
            own.steps.push(new_citizen_calculator::embed::Step {
                id,
                row: None,
                ..step.clone()
            });
        }
        let amount = outcome.amounts.iter().next().expect("an amount").1.clone();
        for one in benefit.amounts {
            own.amounts.0.push((
                one.id.into(),
                new_citizen_calculator::embed::Amount {
                    steps: [].into(),
                    row: None,
                    ..amount.clone()
                },
            ));
        }
        let ids = benefit.steps.iter().map(|id| format!("step {id}"));
        let ids = ids.chain(
            benefit
                .amounts
                .iter()
                .map(|one| format!("amount {}", one.id)),
        );
        for (id, result) in ids.zip(link::results_of(&own)) {
            if let Some(other) = marks.insert(result.mark.clone(), id.clone()) {
                panic!("{}: {id} and {other} are both {}", benefit.id, result.mark);
            }
        }
    }
}

/// A loan that takes several steps.
fn loan() -> Value {
    json!({ "scheme": "beijing", "borrower": "individual", "amount": "300000", "term_months": "36",
            "rate": "3.5", "repayment": "interest-only" })
}

#[test]
fn what_differs_is_told_with_the_old_and_the_new_value_and_why() {
    let outcome = evaluate("startup-loan", &loan()).expect("a good request");
    let mut old = linked("startup-loan", &loan(), Some(&outcome));
    let at = outcome
        .steps
        .iter()
        .position(|step| step.id == "rate-cap")
        .expect("the ceiling of the rate");
    assert_eq!(old.results[at].value, "3.5");
    old.results[at].value = "4.35".into();
    // The same packs: then nothing but the program or an answer can have changed.
    let again = link::again(&old, &outcome).expect("it says what it came to");
    assert_eq!(again.packs, []);
    let [change] = &again.changes[..] else {
        panic!("{again:?}")
    };
    assert_eq!((&*change.old, &*change.new), ("4.35", "3.5"));
    assert_eq!(change.text, outcome.steps[at].text);
    assert!(change.figures.is_empty());
    // Another version of a pack that the step reads.
    let ceiling = outcome
        .figures
        .iter()
        .find(|f| outcome.steps[at].figures.contains(&f.id.as_str()))
        .expect("its figure");
    let pack = old
        .packs
        .iter_mut()
        .find(|pack| pack.id == ceiling.pack)
        .expect("its pack");
    pack.version = "2020-01-01".into();
    pack.sha256 = "00000000".into();
    let again = link::again(&old, &outcome).expect("it says what it came to");
    assert_eq!(again.packs.len(), 1);
    assert_eq!(again.packs[0].old, "2020-01-01");
    assert!(again.changes[0].figures.contains(&ceiling.text));
}

#[test]
fn a_step_that_came_or_went_is_told() {
    let outcome = evaluate("startup-loan", &loan()).expect("a good request");
    let mut old = linked("startup-loan", &loan(), Some(&outcome));
    let gone = ResultMark {
        mark: "---".into(),
        row: 0,
        value: "7".into(),
    };
    let first = std::mem::replace(&mut old.results[0], gone);
    let again = link::again(&old, &outcome).expect("it says what it came to");
    let told: Vec<_> = again.changes.iter().map(|c| (&*c.old, &*c.new)).collect();
    assert_eq!(told, [("", &*first.value), ("7", "")]);
    assert_eq!(again.changes[1].text, "");
}

#[test]
fn a_banks_own_pack_that_is_not_here_is_told() {
    let outcome = evaluate("startup-loan", &loan()).expect("a good request");
    let mut old = linked("startup-loan", &loan(), Some(&outcome));
    let own = PackMark {
        id: "own-bank".into(),
        version: "3".into(),
        sha256: "12345678".into(),
    };
    old.packs.push(own);
    let again = link::again(&old, &outcome).expect("it names its packs");
    assert_eq!(again.changes, []);
    let told: Vec<_> = again
        .packs
        .iter()
        .map(|p| (&*p.id, &*p.old, &*p.new))
        .collect();
    assert_eq!(told, [("own-bank", "3", "")]);
    // A link that someone wrote by hand says nothing of what it came to.
    old.packs.clear();
    old.results.clear();
    assert_eq!(link::again(&old, &outcome), None);
}
