//! Server tests: canaries. A personal value is put in at the door and looked for everywhere it must
//! not be: other people's phones, public pages, errors, receipts, figures, the ledger.

use crate::{
    actor::{raw, seal},
    cast::{fitness_corner, li, song},
    world::World,
};
use rulebook::{
    Intent,
    ids::*,
    people::{Adulthood, Basis},
    round::LeadDetails,
    sync::Answer,
};
use std::collections::BTreeSet;

const STROKES: &str = "31337,1 31337,2;31337,3";
const NAME: &str = "金丝雀";
const MATTER: &str = "画眉鸟在笼子里";

#[tokio::test]
async fn t21_what_is_personal_is_seen_by_nobody_it_is_not_meant_for() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    song.pulls().await;
    let wang = PersonId(crate::cast::wang());
    let door = song.replica.person(&wang).and_then(|wang| wang.home.clone()).unwrap().household;

    let (signed, slip) = song.collects_from(&wang, &fitness_corner(), STROKES);
    let name = seal("name", NAME);
    let neighbour = PersonId("p-canary".into());
    let register = Intent::RegisterPerson {
        person: neighbour.clone(),
        household: door.clone(),
        basis: Basis::Lives,
        adult: Adulthood::Attested,
        name: name.commitment(),
    };
    let register = song.makes_with(register, vec![name]);
    let details = LeadDetails { place: "2单元".into(), matter: MATTER.into(), household: Some(door.clone()) };
    let lead = seal("lead", &serde_json::to_string(&details).unwrap());
    let note = Intent::NoteLead {
        lead: "lead-canary".into(),
        grid: "g-03".into(),
        courtyard: None,
        details: lead.commitment(),
    };
    let note = song.makes_with(note, vec![lead]);
    for receipt in song.pushes(vec![signed, register, note]).await {
        assert!(matches!(receipt.verdict, Answer::Accepted { .. }), "{receipt:?}");
    }

    // A neighbour of the same grid, one of another grid, and the administrator.
    for person in [li(), persona_of_another_grid(), admin()] {
        let mut other = world.phone_of(&person).await;
        let same_grid = person == li();
        let said = everything_said_to(&mut other).await;
        assert!(!said.contains(NAME), "a name reached {person}");
        assert!(!said.contains("31337"), "handwriting reached {person}");
        assert!(!said.contains("p-canary"), "{person} learned who lives there");
        assert!(
            !said.contains(&slip) && !said.contains(&rulebook::hash::receipt_hash(&slip).unwrap().0),
            "a receipt reached {person}"
        );
        assert_eq!(said.contains(MATTER), same_grid, "leads are for the grid: {person}");
        let about_the_lead = said.split("画眉鸟").next().unwrap_or_default();
        let tail = about_the_lead.chars().rev().take(300).collect::<String>().chars().rev().collect::<String>();
        assert!(!same_grid || !tail.contains(door.as_str()), "{person} learned at which door it was said");
    }

    for page in ["/", "/grids/g-03", "/topics/T-0302", "/rules", "/demo", "/receipt", "/metrics", "/app"] {
        let text = String::from_utf8(raw(world.http.get(world.url(page))).await.body).unwrap();
        for canary in [NAME, "31337", "p-canary", MATTER, slip.as_str(), wang.as_str()] {
            assert!(page == "/demo" || !text.contains(canary), "{canary} stands on {page}");
        }
    }
    world.holds_together().await;
}

#[tokio::test]
async fn no_personal_value_stands_in_a_ledger_entry() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    song.pulls().await;
    let wang = PersonId(crate::cast::wang());
    let (signed, slip) = song.collects_from(&wang, &fitness_corner(), STROKES);
    let lead = song.notes(MATTER);
    // What goes to quarantine may hold anything at all, so its bytes are no part of the ledger.
    let poison = song.signs(format!("{{\"no\": \"act, but {NAME}\"}}"), Vec::new());
    let next = song.notes("之后");
    song.pushes(vec![signed, lead, poison, next]).await;

    let names: BTreeSet<String> =
        world.desk().house.read().community.all_people().map(|person| person.name.clone()).collect();
    assert!(names.len() > 1_000);
    for entry in world.entries().await {
        let text = [entry.body.as_deref().unwrap_or_default(), &entry.changes, &entry.verdict].concat();
        for canary in [NAME, "31337", MATTER, slip.as_str()] {
            assert!(!text.contains(canary), "{canary} stands in entry {}", entry.seq);
        }
        assert!(!text.contains("\"phone\""), "entry {}", entry.seq);
        let quoted = text.split('"').find(|word| names.contains(*word));
        assert_eq!(quoted, None, "a name stands in entry {}", entry.seq);
    }
    world.holds_together().await;
}

#[tokio::test]
async fn an_error_never_repeats_what_was_sent() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    for body in [
        format!("{{\"hello\":\"{NAME}\"}}"),
        format!("{{\"{NAME}\":1}}"),
        format!("{{\"hello\":{{\"device\":\"{NAME}\"}}}}"),
    ] {
        let answer = song.posts("/api/v1/sync", body.as_bytes()).await;
        assert_eq!(answer.status.as_u16(), 400);
        assert!(!String::from_utf8_lossy(&answer.body).contains(NAME));
    }
    for path in ["/api/v1/金丝雀", "/金丝雀", "/topics/金丝雀", "/grids/%3Cscript%3E金丝雀"] {
        let text = String::from_utf8(raw(world.http.get(world.url(path))).await.body).unwrap();
        assert!(!text.contains("<script"), "{path}");
        assert!(!path.starts_with("/api") || !text.contains(NAME), "{path}");
    }
}

/// Every byte the server says to somebody who pulls everything.
async fn everything_said_to(actor: &mut crate::actor::Actor) -> String {
    let mut said = String::new();
    loop {
        let answer = actor.asks(Vec::new(), true).await;
        said.push_str(&String::from_utf8_lossy(&answer.body));
        let reply = answer.reply();
        let more = reply.more;
        actor.keeps(reply);
        if !more {
            return said;
        }
    }
}

fn persona_of_another_grid() -> String {
    let found = crate::cast::demo().personas.iter().find(|persona| persona.person.as_str().starts_with("p-02-"));
    found.map_or_else(|| panic!("nobody of grid 02"), |persona| persona.person.to_string())
}

fn admin() -> String {
    "p-c-03".into()
}
