//! The posts that send, and how much of the traffic is theirs.

/// A post of the sample.
#[derive(Clone, Debug, Default)]
pub(crate) struct Post {
    pub(crate) canonical: &'static str,
    /// As on the classification line.
    pub(crate) name: &'static str,
    /// The line `FM`.
    pub(crate) from: &'static str,
    /// Six letters of the filing system.
    pub(crate) short: String,
    pub(crate) routing: &'static str,
    pub(crate) geo: &'static str,
    pub(crate) country: &'static str,
    pub(crate) adjective: &'static str,
    /// Share of the traffic.
    pub(crate) weight: usize,
    pub(crate) active_from: u16,
    /// About how many telegrams in a year, of 2006 and of 1975.
    serials: (u32, u32),
}

impl Post {
    pub(crate) fn is_department(&self) -> bool {
        self.canonical == "STATE"
    }

    /// About how many telegrams the post sends in that year.
    pub(crate) fn sends(&self, year: u16) -> u32 {
        authority::serials::estimated_total(self.canonical, year).unwrap_or(match year {
            ..1985 => self.serials.1,
            1985..2003 => self.serials.0 + self.serials.0 / 3,
            _ => self.serials.0,
        })
    }
}

/// The table; rows that cannot be read are left out.
pub(crate) fn table() -> Vec<Post> {
    include_str!("../../data/sample/posts.tsv").lines().skip(1).filter_map(row).collect()
}

fn row(line: &'static str) -> Option<Post> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    let known = authority::posts::post(next()?)?;
    let short =
        if known.mrn6.is_empty() { known.canonical.chars().take(6).collect() } else { known.mrn6.into() };
    Some(Post {
        canonical: known.canonical,
        name: if known.canonical == "STATE" { "STATE" } else { known.telegram_name },
        short,
        routing: known.routing_indicators.split([';', ' ', ',']).next().unwrap_or_default(),
        geo: known.geo_tag,
        from: next()?,
        weight: next()?.parse().ok()?,
        serials: (next()?.parse().ok()?, next()?.parse().ok()?),
        active_from: next()?.parse().ok()?,
        country: next()?,
        adjective: next()?,
    })
}
