//! `~term`: what else a term is called. Acronyms and their expansions, posts and their names.

use crate::query::Leaf;

/// The term and its other forms, as words or phrases, each once.
pub(crate) fn alternatives(term: &str) -> Vec<Leaf> {
    let mut forms = vec![term.to_string()];
    forms.extend(authority::acronyms::expansions(term).iter().map(|one| one.expansion.to_string()));
    forms.extend(authority::acronyms::acronyms_of(term).iter().map(|one| one.acronym.to_string()));
    if let authority::posts::Resolution::One(post, _) = authority::posts::resolve(term) {
        forms.extend([post.canonical, post.display, post.telegram_name, post.city].map(str::to_string));
    }
    let mut leaves: Vec<Leaf> = Vec::new();
    for form in forms {
        let words: Vec<String> = crate::words::tokens(&form).map(|token| token.word).collect();
        let leaf = Leaf::Words(words);
        if leaf != Leaf::Words(vec![]) && !leaves.contains(&leaf) {
            leaves.push(leaf);
        }
    }
    leaves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_acronyms_and_posts() {
        let words = |words: &[&str]| Leaf::Words(words.iter().map(|word| word.to_string()).collect());
        let check = |term: &str, form: &[&str]| {
            let found = alternatives(term);
            assert!(found.contains(&words(form)), "{term}: {found:?}");
        };
        check("GOC", &["goc"]);
        check("GOC", &["government", "of", "canada"]);
        check("government of canada", &["goc"]);
        check("AMEMBASSY LISBON", &["lisbon"]);
    }
}
