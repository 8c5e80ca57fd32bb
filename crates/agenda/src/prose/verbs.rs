//! The verb group around a cue: its tense, its voice, and whether it is denied.
//!
//! ```text
//! group    = [governor "to"] {auxiliary | adverb | negation} verb
//! governor = "is" ["expected"] | "has" | "plans" | …
//! ```

use super::Sentence;
use crate::lexicon::{BASE, Class, Forms, ING, Lexicon, PARTICIPLE, PAST, THIRD, Tense};

/// What stands before and in a verb.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerbGroup {
    /// First token of the group.
    pub(crate) start: usize,
    pub(crate) tense: Tense,
    pub(crate) negated: bool,
    pub(crate) passive: bool,
}

/// Words that make a coming act of the infinitive after them.
const PROSPECTIVE: [&str; 20] = [
    "expected",
    "due",
    "scheduled",
    "set",
    "slated",
    "likely",
    "expects",
    "expect",
    "plans",
    "plan",
    "planning",
    "intends",
    "intend",
    "hopes",
    "hope",
    "prepared",
    "ready",
    "going",
    "poised",
    "about",
];

/// Reads the group of the verb at token `verb`, whose cue is in one of `forms`.
pub(crate) fn verb_group(sentence: &Sentence, verb: usize, forms: Forms, lexicon: &Lexicon) -> VerbGroup {
    let mut seen = Seen::default();
    let mut start = verb;
    while let Some(before) = start.checked_sub(1) {
        let word = sentence.lower(before);
        match sentence.class(before) {
            _ if verb - before > 8 => break,
            Class::Auxiliary => seen.auxiliary(word, lexicon),
            Class::Adverb => seen.negated |= lexicon.words.negation.contains(word),
            Class::Subordinator if word == "yet" => {}
            _ if word == "longer" || (word == "no" && sentence.lower(start) == "longer") => {
                seen.negated |= word == "no";
            }
            Class::Preposition if word == "to" && start == verb && seen.infinitive.is_none() => {
                let (governed, first) = governor(sentence, before);
                seen.infinitive = Some(governed);
                start = first;
                if governed == Tense::Governed {
                    break;
                }
                continue;
            }
            _ => break,
        }
        start = before;
    }
    // An adverb that opens the group stands outside it: "Thus far Canada", "publicly pledged".
    VerbGroup {
        start,
        tense: seen.tense(forms, sentence, start, verb),
        negated: seen.negated,
        passive: seen.be && forms & PARTICIPLE != 0 && forms & ING == 0,
    }
}

/// The tense of an infinitive by what governs its `to`, and the first token of the governing words.
fn governor(sentence: &Sentence, to: usize) -> (Tense, usize) {
    let Some(mut before) = to.checked_sub(1) else { return (Tense::Governed, to) };
    if sentence.class(before) == Class::Adverb && before > 0 {
        before -= 1;
    }
    let word = sentence.lower(before);
    if PROSPECTIVE.contains(&word) {
        return (Tense::ToCome, before);
    }
    match word {
        "is" | "are" | "was" | "were" => (Tense::ToCome, before),
        "need" | "needs" | "ought" | "has" | "have" | "must" => (Tense::Duty, before),
        _ => (Tense::Governed, to),
    }
}

#[derive(Default)]
struct Seen {
    negated: bool,
    future: bool,
    unreal: bool,
    duty: bool,
    have: bool,
    be: bool,
    do_: bool,
    infinitive: Option<Tense>,
}

impl Seen {
    fn auxiliary(&mut self, word: &str, lexicon: &Lexicon) {
        self.negated |= lexicon.words.negation.contains(word);
        let stem = word.strip_suffix("n't").unwrap_or(word);
        match stem {
            "will" | "shall" | "wo" | "we'll" | "they'll" | "he'll" | "it'll" => self.future = true,
            "would" | "could" | "may" | "might" | "can" | "ca" | "cannot" => self.unreal = true,
            "should" | "must" | "ought" => self.duty = true,
            "has" | "have" | "had" | "having" | "we've" | "they've" | "ha" => self.have = true,
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "ai" => self.be = true,
            "do" | "does" | "did" => self.do_ = true,
            _ => {}
        }
    }

    fn tense(&self, forms: Forms, sentence: &Sentence, start: usize, verb: usize) -> Tense {
        if self.unreal {
            return Tense::Unreal;
        }
        if self.duty {
            return Tense::Duty;
        }
        if self.future {
            return Tense::Future;
        }
        if let Some(governed) = self.infinitive {
            return governed;
        }
        if self.have && forms & (PARTICIPLE | ING) != 0 {
            return if forms & ING != 0 { Tense::Progressive } else { Tense::Perfect };
        }
        if forms & ING != 0 {
            return if self.be { Tense::Progressive } else { Tense::Governed };
        }
        if self.be && forms & PARTICIPLE != 0 {
            return Tense::Present;
        }
        if forms & PAST != 0 {
            // "he can wait and put it off": a form that is base and past alike goes by what it is joined to.
            let joined = start > 0 && sentence.class(start - 1) == Class::Conjunction;
            if forms & BASE != 0 && joined {
                return Tense::Governed;
            }
            return Tense::Past;
        }
        let opens = start == 0 || sentence.class(start - 1) == Class::Break;
        match forms {
            f if f & BASE != 0 && opens && verb == start => Tense::Bare,
            f if f & (BASE | THIRD) != 0 => Tense::Present,
            _ => Tense::Governed,
        }
    }
}
