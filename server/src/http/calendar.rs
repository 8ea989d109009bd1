//! Server: a grid's calendar for anybody's phone (iCalendar, RFC 5545), drawn from the public part of the
//! community as the notice board is. What stands in it is the app's to say; here it gets its bytes.
//!
//! Folding and escaping are the `icalendar` crate's. What it leaves as it is, is taken out before: control letters,
//! and an address that is not plain. Times are UTC; whole days have no zone. No bytes rest on the clock.

use super::{assets, public, state::Desk};
use app::{
    pages::public::calendar::{Calendar, Occasion, When, calendar},
    shell::Page,
    words::Lang,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Component as _, Event, EventLike as _, EventStatus, Property, ValueType};
use rulebook::{Day, Millis, ids::GridId};

/// How often a phone may ask again.
const REFRESH: &str = "PT6H";

/// `GET /grids/{id}/calendar.ics`: meetings from their notice on, days of elections, last days.
pub async fn feed(State(desk): State<Desk>, Path(id): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    let (lang, origin) = (public::lang(&uri), public::origin(&desk, headers.get(header::HOST)));
    let holding = desk.house.read().public.clone();
    let Some(found) = calendar(holding.community(), &GridId(id), lang) else {
        return public::drawn(&desk, &uri, Page::NotFound).await;
    };
    let tag = public::tag(&desk);
    if let Some(unchanged) = public::unchanged(tag.as_ref(), &headers) {
        return unchanged;
    }
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    let head = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, assets::ASK)];
    let mut answer = (head, written(&found, lang, &origin)).into_response();
    if let Some(tag) = tag {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

/// The bytes: lines of at most 75 octets, each with its CRLF.
fn written(found: &Calendar, lang: Lang, origin: &str) -> String {
    let name = clean(&found.name);
    let product = format!("-//chengge//calendar//{}", lang.pick("ZH", "EN"));
    let mut all = icalendar::Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", product.as_str()),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", name.as_str()),
        ("X-WR-TIMEZONE", "Asia/Shanghai"),
        ("X-PUBLISHED-TTL", REFRESH),
    ] {
        all.append_property(Property::new(key, value));
    }
    // The crate does not know these two by name, and escapes a text only where it knows it is one.
    all.append_property(Property::new("NAME", name.as_str()).append_parameter(ValueType::Text).done());
    all.append_property(Property::new("REFRESH-INTERVAL", REFRESH).append_parameter(ValueType::Duration).done());
    for occasion in &found.occasions {
        all.push(event(occasion, origin));
    }
    all.to_string()
}

fn event(one: &Occasion, origin: &str) -> Event {
    let mut event = Event::new();
    let page = format!("{origin}{}", one.page);
    event.uid(&clean(&one.uid)).timestamp(utc(one.known)).last_modified(utc(one.known)).sequence(one.changes);
    event.summary(&clean(&one.summary));
    event.status(if one.called_off { EventStatus::Cancelled } else { EventStatus::Confirmed });
    match one.when {
        When::At(from, until) => {
            event.starts(utc(from));
            if let Some(until) = until {
                event.ends(utc(until));
            }
        }
        // The end of whole days is the day after; nobody is busy for a last day.
        When::Days(from, until) => {
            event.starts(date(from)).ends(date(until.plus(1))).add_property("TRANSP", "TRANSPARENT");
        }
    }
    if let Some(place) = &one.place {
        event.location(&clean(place));
    }
    let known = !origin.is_empty() && page.bytes().all(|b| b.is_ascii_graphic());
    let details = [Some(one.details.as_str()), known.then_some(page.as_str())];
    let details: Vec<&str> = details.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    if !details.is_empty() {
        event.description(&clean(&details.join("\n")));
    }
    if known {
        event.url(&page);
    }
    event
}

/// Without control letters but the line's end: a place is one line of a person's own words.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

fn utc(at: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

fn date(day: Day) -> NaiveDate {
    let (year, month, day) = day.parts();
    NaiveDate::from_ymd_opt(year, month.into(), day.into()).unwrap_or_default()
}
