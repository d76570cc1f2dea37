//! Stacking: all benefits of one person at once, and which of them may go together.
//!
//! Every set of them is tried; the best of those that the rules allow is the answer.

use super::outcome::{CommonVerdict, Ends, ROOM, settled_verdict};
use super::{Pace, Survey, Verdict};
use crate::benefit::{Answer, Benefit, Case, Lack, Missing, Payer, WorkOut};
use crate::money::to_rate;
use crate::policy::{Place, State};
use rust_decimal::Decimal;

/// No more at once: every set of them is tried.
pub const MOST_CLAIMS: usize = 10;

/// A benefit that a person claims.
pub struct Claim<'a> {
    /// The benefit.
    pub benefit: &'static Benefit,
    /// What is answered for it, and the rules.
    pub case: Case<'a>,
    /// The loan that it is for, by a name of the asker's; `None` where it is for none, or for its own.
    pub loan: Option<String>,
}

/// What a claim is worth, in yuan a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Whether it can be had.
    pub verdict: Verdict,
    /// The least; 0 while it is open whether it can be had.
    pub low: Decimal,
    /// The most; 0 where it cannot be had. `None` where too much is open to say.
    pub high: Option<Decimal>,
}

/// Whether two claims may go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// They may.
    Allowed,
    /// They may; the second only pays what the first leaves of the rate.
    After,
    /// The figure forbids a second central subsidy on the same loan.
    Excluded(&'static str),
    /// Nobody has seen a rule about it; of the figure, where one asks for it.
    Unknown(Option<&'static str>),
}

/// A set of claims that may go together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Combination {
    /// The claims in it, by position.
    pub claims: Vec<usize>,
    /// What each is worth there.
    pub worth: Vec<(Decimal, Option<Decimal>)>,
    /// What all are worth at least, in yuan a year.
    pub low: Decimal,
    /// What all are worth at most; `None` where that is open.
    pub high: Option<Decimal>,
}

/// A loan's rate with all that is chosen for it, in percent a year.
#[derive(Clone, Debug, PartialEq)]
pub struct LoanRate {
    /// The loan.
    pub loan: String,
    /// What the bank asks.
    pub before: Decimal,
    /// What is left to the borrower.
    pub after: Decimal,
}

/// All benefits of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// What each claim is worth alone.
    pub claims: Vec<Worth>,
    /// How each two on the same loan go together: the first and the second claim, by position.
    pub pairs: Vec<(usize, usize, Together)>,
    /// The best set that no rule forbids and no unknown rule could.
    pub best: Combination,
    /// The best set if what nobody knows is allowed; the same as `best` where nothing is unknown.
    pub best_if_allowed: Combination,
    /// The rates of the loans with the best set.
    pub rates: Vec<LoanRate>,
}

/// Weighs all claims of one person.
pub async fn stack(claims: &[Claim<'_>], pace: &Pace) -> Stack {
    let mut alone = Vec::new();
    for claim in claims {
        alone.push(worth(claim.benefit, &claim.case, pace).await.0);
    }
    let mut pairs = Vec::new();
    for first in 0..claims.len() {
        for second in first + 1..claims.len() {
            if let Some(pair) = together(claims, first, second) {
                pairs.push(pair);
            }
        }
    }
    let best = best(claims, &alone, &pairs, false, pace).await;
    let best_if_allowed = self::best(claims, &alone, &pairs, true, pace).await;
    Stack {
        rates: rates(claims, &best),
        claims: alone,
        pairs,
        best,
        best_if_allowed,
    }
}

/// How two claims go together; `None` where they are not for the same loan.
pub fn together(claims: &[Claim], first: usize, second: usize) -> Option<(usize, usize, Together)> {
    let pair = [first, second].map(|at| &claims[at]);
    if pair[0].loan.is_none() || pair[0].loan != pair[1].loan {
        return None;
    }
    let of = |at: usize| pair[at].benefit.gain.as_ref()?.on_loan.as_ref();
    let (one, other) = (of(0)?, of(1)?);
    Some(match (one.payer, other.payer) {
        (Payer::Local, _) if other.after_local.is_some() => (first, second, Together::After),
        (_, Payer::Local) if one.after_local.is_some() => (second, first, Together::After),
        (Payer::Central, Payer::Central) => {
            let mut unknown = None;
            for (claim, figure) in [(pair[0], one.one_central), (pair[1], other.one_central)] {
                let Some(figure) = figure else { continue };
                let ruling = claim.case.rulebook.ruling(Place::China, figure);
                match ruling.map(|ruling| ruling.reading.state) {
                    Some(State::Known | State::PastReview) => {
                        return Some((first, second, Together::Excluded(figure)));
                    }
                    _ => unknown = unknown.or(Some(figure)),
                }
            }
            (first, second, Together::Unknown(unknown))
        }
        _ => (first, second, Together::Unknown(None)),
    })
}

/// What a benefit is worth, and the rule that is missing where there is none.
pub(super) async fn worth(
    benefit: &Benefit,
    case: &Case<'_>,
    pace: &Pace,
) -> (Worth, Option<Lack>) {
    let settled = |case: &Case<'_>| settled_verdict(benefit, case);
    let mut common = CommonVerdict::default();
    let mut survey = Survey::new(benefit, case, ROOM, &settled);
    while let Some(leaf) = survey.next() {
        pace.took(survey.worked()).await;
        if !common.take(leaf) {
            break;
        }
    }
    let (verdict, no_rule) = common.of_all(survey.is_complete());
    let gain = benefit.gain.as_ref();
    let gain = gain.filter(|_| matches!(verdict, Verdict::Eligible | Verdict::Depends));
    let mut ends = Ends::default();
    let mut all = true;
    if let Some(gain) = gain {
        let mut survey = Survey::new(benefit, case, ROOM, &gain.a_year);
        while let Some(leaf) = survey.next() {
            ends.take(leaf);
            pace.took(survey.worked()).await;
        }
        all = ends.are_all(survey.is_complete());
    }
    let (low, high) = ends.found.unwrap_or_default();
    let sure = all && verdict == Verdict::Eligible;
    let worth = Worth {
        verdict,
        low: if sure { low } else { Decimal::ZERO },
        high: all.then_some(high),
    };
    (worth, no_rule)
}

async fn best(
    claims: &[Claim<'_>],
    alone: &[Worth],
    pairs: &[(usize, usize, Together)],
    allow_unknown: bool,
    pace: &Pace,
) -> Combination {
    let mut best = Combination {
        high: Some(Decimal::ZERO),
        ..Combination::default()
    };
    for set in 1..1usize << claims.len().min(MOST_CLAIMS) {
        let has = |at: usize| set & (1 << at) != 0;
        let lawful = pairs.iter().all(|(first, second, together)| {
            let both = has(*first) && has(*second);
            !both
                || match together {
                    Together::Allowed | Together::After => true,
                    Together::Unknown(_) => allow_unknown,
                    Together::Excluded(_) => false,
                }
        });
        // What is worth nothing only makes the set longer.
        let useful = |at: usize| alone[at].high != Some(Decimal::ZERO);
        if !lawful || !(0..claims.len()).all(|at| !has(at) || useful(at)) {
            continue;
        }
        let mut found = Combination {
            high: Some(Decimal::ZERO),
            ..Combination::default()
        };
        for at in (0..claims.len()).filter(|at| has(*at)) {
            let worth = match beside(claims, at, pairs, &has) {
                Some(case) => worth(claims[at].benefit, &case, pace).await.0,
                None => alone[at].clone(),
            };
            found.claims.push(at);
            found.low += worth.low;
            found.high = found.high.zip(worth.high).map(|(all, high)| all + high);
            found.worth.push((worth.low, worth.high));
        }
        if better(&found, &best) {
            best = found;
        }
        pace.took(1).await;
    }
    best
}

/// More at least; else more at most, where what is open counts as most of all; else fewer claims.
fn better(one: &Combination, other: &Combination) -> bool {
    let most = |found: &Combination| found.high.unwrap_or(Decimal::MAX);
    let rank = |found: &Combination| {
        let fewer = usize::MAX - found.claims.len();
        (found.low, most(found), fewer)
    };
    rank(one) > rank(other)
}

/// The case of a claim beside a local subsidy in the same set, with the points that one pays.
fn beside<'a>(
    claims: &[Claim<'a>],
    at: usize,
    pairs: &[(usize, usize, Together)],
    has: &dyn Fn(usize) -> bool,
) -> Option<Case<'a>> {
    let (local, ..) = pairs.iter().find(|(first, second, together)| {
        *second == at && has(*first) && *together == Together::After
    })?;
    let question = claims[at]
        .benefit
        .gain
        .as_ref()?
        .on_loan
        .as_ref()?
        .after_local?;
    let points = relief(&claims[*local], &claims[*local].case)?;
    Some(
        claims[at]
            .case
            .answered(question, 0, Answer::Number(points)),
    )
}

/// The points of the rate that a subsidy takes over; `None` while that is open.
fn relief(claim: &Claim, case: &Case) -> Option<Decimal> {
    let on_loan = claim.benefit.gain.as_ref()?.on_loan.as_ref()?;
    if settled_verdict(claim.benefit, case).ok()? == Verdict::NotEligible {
        return None;
    }
    let own = claim
        .benefit
        .amounts
        .iter()
        .find(|amount| amount.id == on_loan.own_rate)?;
    let own = settled(own.work_out, case)?;
    let rate = case.number(on_loan.rate?).ok()?;
    Some(to_rate(rate - own).max(Decimal::ZERO))
}

fn settled(work_out: WorkOut, case: &Case) -> Option<Decimal> {
    let found: Result<Option<Decimal>, Missing> = work_out(case);
    found.ok().flatten()
}

/// The rate of every loan before and after what is chosen for it.
fn rates(claims: &[Claim], best: &Combination) -> Vec<LoanRate> {
    let has = |at: usize| best.claims.contains(&at);
    let mut pairs = Vec::new();
    for first in 0..claims.len() {
        pairs
            .extend((first + 1..claims.len()).filter_map(|second| together(claims, first, second)));
    }
    let mut rates: Vec<LoanRate> = Vec::new();
    for at in best.claims.iter().copied() {
        let claim = &claims[at];
        let Some(loan) = &claim.loan else { continue };
        let case = beside(claims, at, &pairs, &has).unwrap_or(claim.case.clone());
        let on_loan = claim
            .benefit
            .gain
            .as_ref()
            .and_then(|gain| gain.on_loan.as_ref());
        let rate = on_loan.and_then(|on_loan| case.number(on_loan.rate?).ok());
        let (Some(rate), Some(points)) = (rate, relief(claim, &case)) else {
            continue;
        };
        match rates.iter_mut().find(|known| known.loan == *loan) {
            Some(known) => known.after = (known.after - points).max(Decimal::ZERO),
            None => rates.push(LoanRate {
                loan: loan.clone(),
                before: rate,
                after: rate - points,
            }),
        }
    }
    rates
}
