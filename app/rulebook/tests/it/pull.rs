//! What a viewer pulls: pages without gaps, and never more than is theirs.

use crate::world::*;
use rulebook::{
    Body, Community, Intent, Kind, Viewer,
    record::Record,
    sync::{Cursor, Reset, Revisions, pull::PageLimit},
};

fn here(viewer: &Viewer) -> Cursor {
    Cursor { epoch: "e1".into(), community: "zs".into(), scope: viewer.scope(), rev: 0, key: None }
}

fn viewer(world: &World, person: &str) -> Viewer {
    Viewer::of(&world.community, &person.into(), world.now.day())
}

/// Pulls everything in pages of a size into a replica.
fn pull_all(world: &World, viewer: &Viewer, size: usize, mut cursor: Option<Cursor>) -> (Community, usize, Cursor) {
    let revisions = Revisions::of(&world.community);
    let limit = PageLimit { records: size, bytes: usize::MAX };
    let mut replica = Community::partial();
    let mut pages = 0;
    loop {
        let page = revisions.page(&world.community, viewer, cursor.as_ref(), &here(viewer), world.seq, limit);
        pages += 1;
        for record in page.records {
            assert!(replica.put(record).is_none(), "no record twice");
        }
        cursor = Some(page.cursor);
        if !page.more {
            return (replica, pages, cursor.unwrap());
        }
    }
}

#[test]
fn t16_every_page_size_gives_the_same_replica() {
    let mut world = World::new();
    world.collecting_with("t", 3);
    let song = viewer(&world, "song");
    let (whole, ..) = pull_all(&world, &song, 10_000, None);
    let count = whole.len();
    for size in [1, 2, 7, count - 1, count, count + 1, count * 2] {
        let (replica, _, cursor) = pull_all(&world, &song, size, None);
        assert_eq!(replica, whole, "pages of {size}");
        let (rest, _, _) = pull_all(&world, &song, size, Some(cursor));
        assert!(rest.is_empty(), "nothing comes twice");
    }
}

#[test]
fn t18_a_cursor_from_elsewhere_starts_again() {
    let world = World::new();
    let song = viewer(&world, "song");
    let good = here(&song);
    let revisions = Revisions::of(&world.community);
    let strange = [
        (Cursor { community: "other".into(), ..good.clone() }, Reset::Cursor),
        (Cursor { epoch: "e0".into(), ..good.clone() }, Reset::Epoch),
        (Cursor { rev: 1_000_000, ..good.clone() }, Reset::Cursor),
        (Cursor { scope: "x".into(), ..good.clone() }, Reset::Scope),
    ];
    for (cursor, why) in strange {
        let page = revisions.page(&world.community, &song, Some(&cursor), &good, world.seq, PageLimit::default());
        assert_eq!(page.reset, Some(why));
        assert!(!page.records.is_empty(), "and gives everything again at once");
    }
}

#[test]
fn t20_who_moves_to_another_grid_lets_go_of_the_first() {
    let mut world = World::new();
    let before = viewer(&world, "song");
    let mut office = world.community.office(&"o-song-FullTimeGridWorker".into()).unwrap().clone();
    office.scope = rulebook::people::Scope::Grid(G5.into());
    world.put(office);
    let after = viewer(&world, "song");
    assert_ne!(before.scope(), after.scope());
    let (replica, ..) = pull_all(&world, &after, 50, None);
    assert!(replica.all_households().all(|h| h.grid.as_str() == G5));
}

#[test]
fn t21_nobody_sees_more_than_is_theirs() {
    let mut world = World::new();
    world.collecting_with("t", 10);
    let (door, _) = world.assisted("song", "r11", "t");
    world.take(&door).unwrap();
    world.draft("r2", "secret-draft", rulebook::topic::Capacity::Residents).unwrap();
    let sees = |world: &World, who: &Viewer| pull_all(world, who, 1_000, None).0;

    let public = sees(&world, &Viewer::public());
    for kind in [
        Kind::Household,
        Kind::Person,
        Kind::Cosign,
        Kind::Handwriting,
        Kind::Door,
        Kind::Visit,
        Kind::Round,
        Kind::Callback,
    ] {
        assert!(of_kind(&public, kind).is_empty(), "{kind:?} is not public");
    }
    let topic = public.topic(&"t".into()).unwrap();
    assert_eq!((topic.signatures, topic.raised_by.clone()), (11, None), "the count is public, the proposer is not");
    assert!(public.topic(&"secret-draft".into()).is_none());

    let resident = sees(&world, &viewer(&world, "r11"));
    assert_eq!(of_kind(&resident, Kind::Person).len(), 1);
    assert_eq!(resident.all_cosignatures().count(), 1);
    assert_eq!(resident.all_handwritings().count(), 1);

    let song = sees(&world, &viewer(&world, "song"));
    assert_eq!(song.all_cosignatures().count(), 1, "only what she collected");
    assert!(song.all_handwritings().next().is_none());
    assert!(song.all_people().all(|p| p.phone.is_none() || p.id.as_str() == "song"), "no phones at the door");
    assert!(song.all_households().all(|h| h.grid.as_str() == G3));

    let officer = sees(&world, &viewer(&world, "officer"));
    assert_eq!(officer.all_cosignatures().count(), 0, "before submission the reviewer sees the count only");
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    let officer = sees(&world, &viewer(&world, "officer"));
    assert_eq!(officer.all_cosignatures().count(), 11);
    assert_eq!(
        officer.all_people().filter(|p| p.id.as_str() != "officer").count(),
        1,
        "whom to call back, nobody else"
    );
    let elsewhere = sees(&world, &viewer(&world, "worker5"));
    assert!(elsewhere.all_cosignatures().next().is_none());

    let admin = sees(&world, &viewer(&world, "admin"));
    assert!(admin.all_cosignatures().next().is_none() && of_kind(&admin, Kind::Household).is_empty());
}

#[test]
fn a_reviewer_learns_the_names_of_the_sample_after_an_old_cursor_and_lets_go_of_them() {
    let mut world = World::new();
    world.collecting_with("t", 9);
    let (door, _) = world.assisted("song", "r11", "t");
    world.take(&door).unwrap();
    let officer = viewer(&world, "officer");
    let (_, _, cursor) = pull_all(&world, &officer, 1_000, None);
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    let (news, _, cursor) = pull_all(&world, &officer, 1_000, Some(cursor));
    assert!(news.person(&"r11".into()).is_some());
    assert_eq!(news.all_cosignatures().count(), 10);
    let callback = world.community.callbacks_of(&"t".into()).next().unwrap().id.clone();
    let answer = rulebook::cosign::CallbackAnswer::Confirmed;
    world.does("officer", Intent::AnswerCallback { callback, answer }).unwrap();
    world.review("officer", "t", rulebook::review::Outcome::Accept { major: None }, all_yes(), "可以").unwrap();
    let revisions = Revisions::of(&world.community);
    let page =
        revisions.page(&world.community, &officer, Some(&cursor), &here(&officer), world.seq, PageLimit::default());
    assert!(page.leave.iter().any(|key| key.k == Kind::Person && key.id == "r11"));
    assert_eq!(page.leave.iter().filter(|key| key.k == Kind::Cosign).count(), 10);
}

#[test]
fn personal_values_stay_out_of_what_an_entry_keeps() {
    let mut world = World::new();
    world.collecting("t");
    let (door, _) = world.assisted("song", "r11", "t");
    let body = serde_json::to_string(&door).unwrap();
    assert!(!body.contains("1,1 2,2"), "the strokes travel beside the signed body");
    let changes: Vec<Record> = rulebook::decide(&world.community, &door, rulebook::Moment::at(world.now)).unwrap();
    let public: Vec<_> = changes.iter().filter(|r| !r.body.kind().is_personal()).collect();
    assert!(!serde_json::to_string(&public).unwrap().contains("1,1 2,2"));
    assert!(changes.iter().any(|r| matches!(r.body, Body::Handwriting(_))));
}
