//! Work under every reading of the figures on which sources conflict.

use crate::benefit::{Assumed, Case, Lack, Missing};

/// A result, and the candidates that it assumes, each with its position.
pub type Reading<T> = (Vec<(Assumed, usize)>, T);

/// The result of the work for every candidate of the unsettled figures that it asks for.
///
/// # Errors
/// When it needs anything else that is missing.
pub async fn on_every_reading<'a, T>(
    case: &Case<'a>,
    work: impl AsyncFn(&Case<'a>) -> Result<T, Missing>,
) -> Result<Vec<Reading<T>>, Missing> {
    let mut open = vec![case.clone()];
    let mut found = Vec::new();
    while let Some(case) = open.pop() {
        match work(&case).await {
            Ok(result) => found.push((case.assumed().to_vec(), result)),
            Err(lack) => match *lack {
                Lack::Candidate(entry, count) => {
                    open.extend((0..count).rev().map(|at| case.assuming(entry, at)));
                }
                _ => return Err(lack),
            },
        }
    }
    Ok(found)
}
