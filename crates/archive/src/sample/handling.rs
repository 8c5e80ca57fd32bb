//! Level, controls and captions (format.md §5, §6).

use telegram::record::Level;

use super::draft::Era;
use super::random::Random;

/// Who may read a cable, and how it is passed on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handling {
    pub(crate) level: Level,
    pub(crate) controls: Vec<String>,
    /// Most restrictive first; without the controls.
    pub(crate) captions: Vec<&'static str>,
}

/// Levels of an era by their shares, in thousands.
const SEVENTIES: &[(Level, usize)] =
    &[(Level::U, 460), (Level::Lou, 220), (Level::C, 235), (Level::S, 70), (Level::Efto, 13), (Level::Ts, 2)];
const EIGHTIES: &[(Level, usize)] =
    &[(Level::U, 400), (Level::Lou, 240), (Level::C, 280), (Level::S, 78), (Level::Ts, 2)];
const MODERN: &[(Level, usize)] =
    &[(Level::U, 280), (Level::Sbu, 260), (Level::C, 370), (Level::S, 87), (Level::Ts, 3)];

/// Draws the handling of one cable; all alike unclassified where there are to be no labels.
pub(crate) fn draw(era: Era, labels: bool, random: &mut Random) -> Handling {
    if !labels {
        return Handling { level: Level::U, ..Handling::default() };
    }
    let level = random.weighted(match era {
        Era::Pages | Era::BrokenPages => SEVENTIES,
        Era::Oadr => EIGHTIES,
        _ => MODERN,
    });
    let mut out = Handling { level, ..Handling::default() };
    if level >= Level::C {
        match random.below(100) {
            0..2 => out.captions.push("NODIS"),
            2..6 => out.captions.push("EXDIS"),
            6..10 => out.captions.push("LIMDIS"),
            10 if era <= Era::Oadr => out.captions.push("STADIS"),
            _ => {}
        }
        match random.below(100) {
            0..7 => out.controls.push("NOFORN".into()),
            7 | 8 if era >= Era::Footer => {
                let list = random.pick(&["USA, GBR", "USA, CAN, GBR", "USA, AUS, CAN, GBR, NZL", "USA, FRA"]);
                out.controls.push(format!("REL {list}"));
            }
            _ => {}
        }
    }
    if level == Level::Sbu {
        out.captions.push("SENSITIVE");
        if random.chance(40) {
            out.controls.push("NOFORN".into());
        }
    }
    if era >= Era::Early && !out.captions.contains(&"NODIS") && random.chance(850) {
        out.captions.push("SIPDIS");
    }
    out
}

impl Handling {
    /// The level on the classification line.
    pub(crate) fn on_line(&self) -> &'static str {
        match self.level {
            Level::Efto => "UNCLAS E F T O",
            Level::Lou => "LIMITED OFFICIAL USE",
            Level::C => "C O N F I D E N T I A L",
            Level::S => "S E C R E T",
            Level::Ts => "T O P  S E C R E T",
            _ => "UNCLAS",
        }
    }

    /// The level above and below pages.
    pub(crate) fn on_page(&self) -> &'static str {
        match self.level {
            Level::Lou => "LIMITED OFFICIAL USE",
            Level::C => "CONFIDENTIAL",
            Level::S => "SECRET",
            Level::Ts => "TOP SECRET",
            _ => "UNCLASSIFIED",
        }
    }

    /// The line of format line 4.
    pub(crate) fn security_line(&self) -> &'static str {
        match self.level {
            Level::C => "ZNY CCCCC ZZH",
            Level::S => "ZNY SSSSS ZZH",
            Level::Ts => "ZNY TTTTT ZZH",
            _ => "ZNR UUUUU ZZH",
        }
    }

    pub(crate) fn classified(&self) -> bool {
        matches!(self.level, Level::C | Level::S | Level::Ts)
    }
}
