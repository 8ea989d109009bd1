//! Server tests: a grid's calendar, read back by a parser that is not the writer's kin.

use crate::{
    actor::{Raw, raw},
    cast::{grid_03, song},
    world::World,
};
use calcard::{
    Entry, Parser,
    icalendar::{ICalendar, ICalendarComponent, ICalendarProperty, ICalendarStatus},
};
use rulebook::{
    Intent,
    ids::{GridId, MeetingId},
    meeting::{Meeting, MeetingKind, MeetingStep},
    sync::Answer,
};
use std::collections::BTreeSet;

const FEED: &str = "/grids/g-03/calendar.ics";

async fn get(world: &World, path: &str) -> Raw {
    raw(world.http.get(world.url(path))).await
}

async fn text(world: &World, path: &str) -> String {
    let answer = get(world, path).await;
    assert_eq!(answer.status.as_u16(), 200, "{path}");
    String::from_utf8(answer.body).unwrap()
}

/// One calendar and nothing else, as somebody else's parser reads it. (Not its strict way: that takes no component
/// inside another.)
fn parsed(text: &str) -> ICalendar {
    let mut parser = Parser::new(text);
    let Entry::ICalendar(calendar) = parser.entry() else { panic!("no calendar: {text}") };
    assert!(matches!(parser.entry(), Entry::Eof));
    calendar
}

fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    calendar.components.iter().filter(|component| component.component_type.is_event()).collect()
}

fn said<'a>(event: &'a ICalendarComponent, what: &ICalendarProperty) -> &'a str {
    event.property(what).and_then(|entry| entry.values.first()).and_then(|value| value.as_text()).unwrap_or_default()
}

fn of_meeting<'a>(calendar: &'a ICalendar, id: &str) -> &'a ICalendarComponent {
    let uid = format!("meeting-{id}@zhanshan-demo");
    events(calendar).into_iter().find(|event| event.uid() == Some(&uid)).unwrap_or_else(|| panic!("no {uid}"))
}

fn grids(world: &World) -> Vec<GridId> {
    world.desk().house.read().community.all_grids().map(|grid| grid.id.clone()).collect()
}

#[tokio::test]
async fn lines_are_folded_and_end_as_the_standard_says() {
    let world = World::demo().await;
    for grid in grids(&world) {
        for query in ["", "?lang=en"] {
            let text = text(&world, &format!("/grids/{grid}/calendar.ics{query}")).await;
            assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
            assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a bare line end in {grid}");
            for line in text.split("\r\n") {
                assert!(line.len() <= 75, "{} octets: {line}", line.len());
            }
        }
    }
}

#[tokio::test]
async fn every_noticed_meeting_stands_in_it_with_its_place_and_agenda() {
    let world = World::demo().await;
    let mut seen = 0;
    for grid in grids(&world) {
        let calendar = parsed(&text(&world, &format!("/grids/{grid}/calendar.ics")).await);
        let uids: BTreeSet<&str> = events(&calendar).into_iter().filter_map(ICalendarComponent::uid).collect();
        assert_eq!(uids.len(), events(&calendar).len(), "a uid twice in {grid}");
        let house = world.desk().house.read();
        for meeting in house.community.all_meetings().filter(|meeting| meeting.grid == grid) {
            let uid = format!("meeting-{}@zhanshan-demo", meeting.id);
            let shown = meeting.noticed.is_some() && meeting.kind != MeetingKind::MediationMeeting;
            assert_eq!(uids.contains(uid.as_str()), shown, "{uid}");
            if shown {
                seen += 1;
                is_told(of_meeting(&calendar, meeting.id.as_str()), meeting, &world);
            }
        }
    }
    assert!(seen >= 7, "{seen} meetings of the demo");
}

fn is_told(event: &ICalendarComponent, meeting: &Meeting, world: &World) {
    assert_eq!(said(event, &ICalendarProperty::Location), meeting.place);
    let start = event.property(&ICalendarProperty::Dtstart).unwrap().values[0].as_partial_date_time().unwrap();
    let at = start.to_date_time().unwrap().date_time.and_utc().timestamp_millis();
    assert_eq!(at, meeting.starts.0, "{}", meeting.id);
    let page = format!("http://{}/meetings/{}", world.address, meeting.id);
    assert_eq!(said(event, &ICalendarProperty::Url), page);
    let about = said(event, &ICalendarProperty::Description);
    let house = world.desk().house.read();
    for item in &meeting.agenda {
        assert!(about.contains(&house.community.topic(&item.topic).unwrap().title), "{about}");
    }
}

#[tokio::test]
async fn the_days_of_an_election_and_last_days_are_whole_days() {
    let world = World::demo().await;
    let text = text(&world, FEED).await;
    // Grid 03 votes on 27 June; T-0302 is being co-signed.
    for day in ["20260627", "20260628"] {
        assert!(text.contains(&format!(";VALUE=DATE:{day}\r\n")), "{day} in {text}");
    }
    let calendar = parsed(&text);
    let polling = events(&calendar).into_iter().find(|event| event.uid().is_some_and(|uid| uid.contains("-polling-1")));
    assert!(said(polling.unwrap(), &ICalendarProperty::Summary).starts_with("投票日 · "));
    let window = events(&calendar).into_iter().find(|event| event.uid() == Some("cosign-T-0302@zhanshan-demo"));
    assert_eq!(said(window.unwrap(), &ICalendarProperty::Description).lines().next(), Some("更换健身角老化器材"));
}

#[tokio::test]
async fn what_is_called_off_says_so() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let id = MeetingId("M-03-2026Q2".into());
    let before = text(&world, FEED).await;
    let calendar = parsed(&before);
    assert_eq!(of_meeting(&calendar, id.as_str()).status(), Some(&ICalendarStatus::Confirmed));

    // A reason is somebody's own words: what they would break stays text.
    let reason = "台风，改期; \\n BEGIN:VEVENT".to_owned();
    let cancel = Intent::Meeting { meeting: id.clone(), step: MeetingStep::Cancel { reason: reason.clone() } };
    assert!(matches!(song.does(cancel).await, Answer::Accepted { .. }));
    let after = text(&world, FEED).await;
    assert_ne!(before, after);
    let calendar = parsed(&after);
    let event = of_meeting(&calendar, id.as_str());
    assert_eq!(event.status(), Some(&ICalendarStatus::Cancelled));
    assert!(said(event, &ICalendarProperty::Summary).starts_with("【已取消】"));
    assert!(said(event, &ICalendarProperty::Description).starts_with(&reason));
    let changes = event.property(&ICalendarProperty::Sequence).unwrap().values[0].as_integer();
    assert_eq!(changes, Some(1));
    world.holds_together().await;
}

#[tokio::test]
async fn nobody_is_named_in_it() {
    let world = World::demo().await;
    let names: BTreeSet<String> =
        world.desk().house.read().community.all_people().map(|person| person.name.clone()).collect();
    assert!(names.len() > 1_000);
    for grid in grids(&world) {
        let text = text(&world, &format!("/grids/{grid}/calendar.ics")).await.replace("\r\n ", "");
        for name in &names {
            assert!(!text.contains(name.as_str()), "{name} in the calendar of {grid}");
        }
        assert!(!text.contains("ATTENDEE") && !text.contains("ORGANIZER") && !text.contains("p-"), "{grid}");
    }
}

#[tokio::test]
async fn the_same_records_give_the_same_bytes_and_need_not_come_twice() {
    let world = World::demo().await;
    let first = get(&world, FEED).await;
    assert_eq!(first.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(first.headers["cache-control"], "no-cache");
    // The clock goes on, the records do not change.
    world.desk().clock.advance(1_000);
    assert_eq!(get(&world, FEED).await.body, first.body);
    let again = world.http.get(world.url(FEED)).header("if-none-match", &first.headers["etag"]);
    let again = raw(again).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[tokio::test]
async fn it_speaks_english_on_request_and_the_board_leads_to_it() {
    let world = World::demo().await;
    let english = text(&world, &format!("{FEED}?lang=en")).await;
    assert!(english.contains("SUMMARY:Deliberation of the grid committee · "), "{english}");
    let zh = text(&world, "/grids/g-03").await;
    assert!(zh.contains(&format!("webcal://{}{FEED}\"", world.address)) && zh.contains("订阅日历"));
    let en = text(&world, "/grids/g-03?lang=en").await;
    assert!(en.contains(&format!("{FEED}?lang=en\"")) && en.contains("Subscribe to the calendar"));
}

#[tokio::test]
async fn a_grid_that_does_not_exist_has_none() {
    let world = World::demo().await;
    let answer = get(&world, "/grids/g-99/calendar.ics").await;
    assert_eq!(answer.status.as_u16(), 404);
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    assert!(String::from_utf8(answer.body).unwrap().contains("没有这个页面"));
    assert!(world.desk().house.read().community.grid(&grid_03()).is_some());
}
