//! Payments that go by the size of a cost, band by band.

use crate::money::HUNDRED;
use crate::policy::Band;
use rust_decimal::Decimal;

/// What the bands pay on a cost, not rounded: of each band's part its percentage.
pub(super) fn paid_by(bands: &[Band], cost: Decimal) -> Decimal {
    let parts = bands.iter().map(|band| {
        let top = band.up_to.map_or(cost, |most| most.min(cost));
        let part = (top - band.over).max(Decimal::ZERO);
        share(band.percent.unwrap_or_default(), part)
    });
    parts.sum()
}

/// So many percent of an amount, not rounded.
pub(super) fn share(percent: Decimal, of: Decimal) -> Decimal {
    of * percent / HUNDRED
}

/// Where the bands start and end.
pub(super) fn edges(bands: &[Band]) -> Vec<Decimal> {
    let ends = bands.iter().filter_map(|band| band.up_to);
    bands.iter().map(|band| band.over).chain(ends).collect()
}

/// Where `rising`, which runs straight between neighbouring `bends`, reaches a height.
pub(super) fn reach(
    bends: &[Decimal],
    rising: &dyn Fn(Decimal) -> Decimal,
    height: Decimal,
) -> Option<Decimal> {
    let mut bends = bends.to_vec();
    bends.sort_unstable();
    bends.windows(2).find_map(|pair| {
        let (low, high) = (rising(pair[0]), rising(pair[1]));
        let climb = high - low;
        let inside = low <= height && height <= high && !climb.is_zero();
        inside.then(|| pair[0] + (height - low) * (pair[1] - pair[0]) / climb)
    })
}
