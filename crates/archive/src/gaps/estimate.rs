//! How many telegrams a post sent in a year, from the numbers that were seen.
//!
//! Numbers run from 1 to an unknown N. Of n distinct numbers seen, the highest is m. Then
//!
//! ```text
//! estimate  N = m + m/n - 1                       the unbiased estimate of least variance
//! interval  [ m / 0.975^(1/n), m / 0.025^(1/n) ]  95 %, as much left out on each side, from P(max <= m) = (m/N)^n
//!           [ m,               m / 0.05^(1/n)  ]  for n = 1, which bounds N from above only: N is not below m anyhow
//! ```
//! Source: L. A. Goodman, "Serial number analysis", Journal of the American Statistical Association 47 (1952), 622-634;
//! the interval is its continuous form. It rests on every number being as likely to be seen as any other, which a collection
//! about one subject or of one month is not: then N is too low and the share held too high.

use serde::Serialize;

/// A value and where it lies with 95 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Traffic of a year of which `seen` distinct numbers are known, the highest being `highest`. `None` where none is.
pub fn traffic(seen: u64, highest: u32) -> Option<Estimate> {
    if seen == 0 || highest == 0 {
        return None;
    }
    let (n, m) = (seen as f64, f64::from(highest));
    let bound = |quantile: f64| m / quantile.powf(1.0 / n);
    let (low, high) = if seen == 1 { (m, bound(0.05)) } else { (bound(0.975), bound(0.025)) };
    let rounded = |x: f64| (x.round()).max(m);
    Some(Estimate { value: rounded(m + m / n - 1.0), low: rounded(low), high: rounded(high) })
}

/// The share that `held` telegrams are of that traffic, to three places.
pub(super) fn share(held: u64, traffic: Estimate) -> Estimate {
    let of = |all: f64| ((held as f64 / all.max(1.0)).min(1.0) * 1000.0).round() / 1000.0;
    Estimate { value: of(traffic.value), low: of(traffic.high), high: of(traffic.low) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_traffic() {
        // The textbook's four tanks: 19, 40, 42, 60.
        assert_eq!(traffic(4, 60), Some(Estimate { value: 74.0, low: 60.0, high: 151.0 }));
        assert_eq!(traffic(1, 10), Some(Estimate { value: 19.0, low: 10.0, high: 200.0 }));
        assert_eq!(traffic(10, 10), Some(Estimate { value: 10.0, low: 10.0, high: 14.0 }));
        assert_eq!(traffic(0, 10), None);
        let share = share(3, Estimate { value: 74.0, low: 60.0, high: 151.0 });
        assert_eq!(share, Estimate { value: 0.041, low: 0.02, high: 0.05 });
    }
}
