use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{Passage, cases, class_line, classified_by, declassification, transmission};

/// The record's date for a case: number, date-time group, E.O. line and reasons as the telegram of the case has them.
fn read(case: &cases::Case) -> Value {
    let telegram = case.telegram("eo");
    let mut notes = Notes::default();
    let line = declassification::read(&Passage::whole(&case.field), &mut notes);
    let class = telegram.lines().find_map(class_line::read).unwrap_or_default();
    let dtg = telegram.lines().filter_map(transmission::dtg::find).find_map(|dtg| dtg.instant);
    let paragraph = telegram.find("Classified By").and_then(|at| telegram.get(at..)?.split("\n\n").next());
    let people = paragraph.map(|text| classified_by::read(&Passage::whole(text), None, &mut notes));
    let reasons =
        people.and_then(|people| people.into_iter().next()).map(|one| one.reasons).unwrap_or_default();
    let post = class.post.map(|(post, _)| post.replace(' ', ""));
    let evidence = DateEvidence {
        dtg: dtg.map(|instant| Stamp { instant, ..Stamp::default() }),
        declassification: (!case.field.is_empty()).then_some(&line),
        reasons: &reasons,
        post: post.as_deref(),
        serial: class.serial.map(|(serial, _)| serial),
        year: class.year,
        ..DateEvidence::default()
    };
    json!({ "date": bound(&evidence, &mut notes), "warnings": notes.warnings })
}

#[test]
fn ok_cases() {
    cases::check("date_bounds.toml", read);
}

fn day(text: &str) -> Date {
    calendar::iso(text).unwrap()
}

fn eo(line: &str) -> Declassification {
    declassification::read(&Passage::whole(line), &mut Notes::default())
}

/// `earliest..latest`, then each reason as `bound:rule`.
fn shown(dates: &Dates) -> String {
    let bound = |bound: &Option<String>| bound.clone().unwrap_or_default();
    let reasons: Vec<String> =
        dates.basis.iter().map(|basis| format!("{}:{}", basis.bound, basis.rule)).collect();
    format!("{}..{} {}", bound(&dates.earliest), bound(&dates.latest), reasons.join(" "))
}

#[track_caller]
fn check(evidence: &DateEvidence, expected: &str) {
    assert_eq!(shown(&bound(evidence, &mut Notes::default())), expected);
}

#[test]
fn ok_the_term_gives_a_month_and_the_calendar_of_numbers_cuts_it() {
    let line = eo("E.O. 12958: DECL: 04/15/2013");
    let with = |post, serial| DateEvidence {
        declassification: Some(&line),
        post: Some(post),
        serial: Some(serial),
        ..DateEvidence::default()
    };
    let dates = bound(&with("OTTAWA", 1123), &mut Notes::default());
    assert_eq!(dates.sent, None);
    assert_eq!(
        (dates.earliest.as_deref(), dates.latest.as_deref()),
        (Some("2003-04-15"), Some("2003-04-30")),
        "{dates:#?}"
    );
    let rule =
        |bound: &str| dates.basis.iter().find(|basis| basis.bound == bound).map(|basis| basis.rule.as_str());
    assert_eq!(rule("earliest"), Some("decl-minus-10-years"));
    assert_eq!(rule("latest"), Some("serial-calendar"));
    assert_eq!(year(&with("OTTAWA", 1123)), Some((2003, "decl-minus-10-years")));
    // A post that is not in the table leaves the thirty days.
    check(
        &with("NOWHERE", 7),
        "2003-04-15..2003-05-15 earliest:decl-minus-10-years latest:decl-minus-10-years best:decl-minus-10-years year:decl-minus-10-years",
    );
}

#[test]
fn ok_a_recycled_template_does_not_outweigh_the_number() {
    // Drafted in April by its declassification date, sent in August by its number.
    let line = eo("E.O. 12958: DECL: 04/15/2013");
    let evidence = DateEvidence {
        declassification: Some(&line),
        post: Some("OTTAWA"),
        serial: Some(2466),
        year: Some(2003),
        ..DateEvidence::default()
    };
    let dates = bound(&evidence, &mut Notes::default());
    let aside = dates.basis.iter().find(|basis| basis.bound == "none").unwrap();
    assert_eq!(aside.rule, "decl-minus-10-years");
    assert_eq!(aside.value.as_deref(), Some("2003-05-15"));
    assert!(dates.earliest.as_deref() == Some("2003-08-01"), "{dates:#?}");
}

#[test]
fn ok_another_term_where_ten_years_do_not_fit() {
    let line = eo("E.O. 12958: DECL: 04/15/2013");
    let of =
        |year| DateEvidence { declassification: Some(&line), year: Some(year), ..DateEvidence::default() };
    check(
        &of(2008),
        "2008-04-15..2008-05-15 earliest:decl-minus-5-years latest:decl-minus-5-years best:decl-minus-5-years",
    );
    let cited = DateEvidence {
        declassification: Some(&line),
        reference_year: Some((2007, None)),
        ..DateEvidence::default()
    };
    assert_eq!(year(&cited), Some((2008, "decl-minus-5-years")));
}

#[test]
fn ok_the_turn_of_the_year() {
    let line = eo("E.O. 12958: DECL: 12/20/2014");
    let with = |serial| DateEvidence {
        declassification: Some(&line),
        post: Some("NOWHERE"),
        serial: Some(serial),
        ..DateEvidence::default()
    };
    assert_eq!(year(&with(3021)), Some((2004, "decl-minus-10-years")));
    assert_eq!(year(&with(7)), Some((2005, "decl-minus-10-years")));
}

#[test]
fn ok_leap_days() {
    let check_line = |line: &str, expected: &str| {
        let line = eo(line);
        let evidence = DateEvidence { declassification: Some(&line), ..DateEvidence::default() };
        let dates = bound(&evidence, &mut Notes::default());
        assert_eq!(dates.earliest.as_deref(), Some(expected), "{line:?}");
    };
    check_line("E.O. 12958: DECL: 02/29/2016", "2006-02-28");
    check_line("E.O. 12958: DECL: 03/01/2014", "2004-02-29");
    check_line("E.O. 12958: DECL: 02/28/2014", "2004-02-28");
    check_line("E.O. 12958: DECL: 03/01/2015", "2005-03-01");
}

#[test]
fn ok_orders_without_a_fixed_term_give_their_window() {
    let line = eo("E.O. 12356: DECL: OADR");
    let mut evidence = DateEvidence { declassification: Some(&line), ..DateEvidence::default() };
    check(&evidence, "1982-08-01..1996-04-13 earliest:order-window latest:order-window");
    evidence.reference_year = Some((1988, None));
    evidence.latest_reference = Some((day("1988-11-03"), None));
    check(&evidence, "1988-11-03..1996-04-13 latest:order-window earliest:references year:references");
    let future = [(day("1989-01-20"), Span::default())];
    evidence.future = &future;
    check(&evidence, "1988-11-03..1989-01-20 earliest:references latest:text-future year:references");
    let past = [(day("1990-01-20"), Span::default()), (day("1950-01-20"), Span::default())];
    evidence.past = &past;
    check(
        &evidence,
        "1990-01-20..1996-04-13 latest:order-window earliest:text-past none:text-future year:references",
    );
}

#[test]
fn ok_a_day_of_the_month_that_only_one_month_has() {
    let line = eo("E.O. 12065: GDS 11/15/85 (DOE, JANE)");
    let mut evidence = DateEvidence { declassification: Some(&line), ..DateEvidence::default() };
    check(
        &evidence,
        "1979-11-15..1979-11-17 earliest:decl-minus-6-years latest:decl-minus-6-years best:decl-minus-6-years year:decl-minus-6-years",
    );
    let day_time = DayTime { day: 16, hour: 1, minute: 5, raw: "160105Z".to_string(), span: None };
    evidence.day_time = Some(day_time);
    check(
        &evidence,
        "1979-11-16..1979-11-16 earliest:page-line-day latest:page-line-day year:decl-minus-6-years",
    );
}

#[test]
fn ok_a_container_speaks_where_the_text_does_not() {
    let stamp = |instant: &str| Some(Stamp { instant: instant.to_string(), ..Stamp::default() });
    let mut evidence = DateEvidence { container: stamp("2005-02-22T15:30Z"), ..DateEvidence::default() };
    let dates = bound(&evidence, &mut Notes::default());
    assert_eq!(dates.sent.as_deref(), Some("2005-02-22T15:30Z"));
    check(&evidence, "2005-02-22..2005-02-22 sent:container-date");
    evidence.container = stamp("2005-02-22");
    assert_eq!(bound(&evidence, &mut Notes::default()).sent, None);
    check(&evidence, "2005-02-22..2005-02-22 earliest:container-date latest:container-date");
    evidence.dtg = stamp("2005-03-22T15:30Z");
    let mut notes = Notes::default();
    assert_eq!(shown(&bound(&evidence, &mut notes)), "2005-03-22..2005-03-22 sent:dtg");
    assert_eq!(notes.warnings[0].kind, "container_date_differs");
    assert_eq!(shown(&Dates::default()), ".. ");
    check(&DateEvidence::default(), ".. ");
}

proptest! {
    #[test]
    fn prop_any_evidence_gives_ordered_bounds(
        order in 0usize..7, date in -40i32..20_000, reference in 1960u16..2030, serial in 0u32..300_000,
        year in proptest::option::of(0u16..u16::MAX), day in 0u8..40, past in 0i32..20_000, future in 0i32..20_000,
    ) {
        let orders = [None, Some("11652"), Some("12065"), Some("12356"), Some("12958"), Some("13526"), Some("77777")];
        let at = |days| calendar::plus_days(calendar::iso("1972-01-01").unwrap(), days);
        let line = Declassification {
            order: orders[order].map(str::to_string),
            date: (date > 0).then(|| at(date).to_string()),
            exemptions: if date % 3 == 0 { vec!["GDS".to_string(), "X1".to_string()] } else { vec![] },
            ..Declassification::default()
        };
        let (past, future) = ([(at(past), Span::default())], [(at(future), Span::default())]);
        let evidence = DateEvidence {
            declassification: Some(&line),
            reference_year: Some((reference, None)),
            post: Some("OTTAWA"),
            serial: Some(serial),
            year,
            day_time: Some(DayTime { day, ..DayTime::default() }),
            past: &past,
            future: &future,
            ..DateEvidence::default()
        };
        let dates = bound(&evidence, &mut Notes::default());
        if let (Some(earliest), Some(latest)) = (&dates.earliest, &dates.latest) {
            prop_assert!(earliest <= latest, "{:?}", dates);
        }
    }
}
