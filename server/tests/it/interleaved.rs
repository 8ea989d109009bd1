//! Server tests: what one person does meets what another did meanwhile. Nothing is lost in silence.

use crate::{
    actor::word,
    cast::{demo, fitness_corner, li, song, wang},
    world::World,
};
use rulebook::{
    Body, Intent, Record,
    ids::{PersonId, TopicId},
    sync::Answer,
};

/// Neighbours are not told who raised a topic; the founding knows.
fn initiator_of(topic: &TopicId) -> PersonId {
    let raised = |record: &Record| match &record.body {
        Body::Topic(found) if found.id == *topic => found.raised_by.clone(),
        _ => None,
    };
    demo().records.iter().find_map(raised).unwrap()
}

#[tokio::test]
async fn t08_a_text_changed_meanwhile_refuses_the_signature_under_the_old_one_and_keeps_both_acts() {
    let world = World::demo().await;
    let topic = fitness_corner();
    let mut wang = world.phone_of(&wang()).await;
    wang.pulls().await;
    let mut initiator = world.phone_of(initiator_of(&topic).as_str()).await;
    initiator.pulls().await;
    // Signed in the stairwell, on its way for hours.
    let (offline, _slip) = wang.cosign_of(&topic);
    let body = format!("{}（另含两张长椅，由居民自己油漆，物业出漆。）", wang.topic(&topic).body);
    let title = wang.topic(&topic).title.clone();
    let edited = initiator.does(Intent::EditTopic { topic: topic.clone(), title, body: body.clone() }).await;
    assert_eq!(word(&edited), "accepted");
    assert_eq!(word(&initiator.does(Intent::OpenCosign { topic: topic.clone() }).await), "accepted");
    let before = world.entries().await.len();
    let verdict = wang.pushes(vec![offline.clone()]).await.remove(0).verdict;
    assert_eq!(word(&verdict), "TEXT_CHANGED");
    // The refused act is in the ledger with its very bytes, the edit stands, and the phone is told again what it was told.
    let entries = world.entries().await;
    assert_eq!(entries.len(), before + 1);
    assert_eq!(entries.last().unwrap().body.as_deref(), Some(offline.body.as_str()));
    assert_eq!(wang.pushes(vec![offline]).await.remove(0).verdict, verdict);
    wang.pulls().await;
    assert_eq!(wang.topic(&topic).body, body);
    world.holds_together().await;
}

#[tokio::test]
async fn t22_acts_of_somebody_who_moved_away_meanwhile_are_answered_with_a_reason_each() {
    let world = World::demo().await;
    let (mut song, mut li) = (world.phone_of(&song()).await, world.phone_of(&li()).await);
    song.pulls().await;
    li.pulls().await;
    let (own, _slip) = li.cosign_of(&fitness_corner());
    let (at_the_door, _slip) =
        song.collects_from(&li.person.clone(), &fitness_corner(), "1,1 2,2 3,3 4,4 5,5 6,6 7,7 8,8");
    // Another worker's desk notes that he moved away; both phones are still in the stairwell.
    let mut other = world.phone_of(&crate::cast::song()).await;
    let gone = Intent::MoveOut { person: li.person.clone(), on: world.desk().clock.now().day() };
    assert_eq!(word(&other.does(gone).await), "accepted");
    for (phone, act) in [(&mut li, own), (&mut song, at_the_door)] {
        let verdict = phone.pushes(vec![act]).await.remove(0).verdict;
        let Answer::Refused { refusal, .. } = &verdict else { panic!("{verdict:?}") };
        assert_eq!((refusal.code.as_str(), refusal.clause.as_str()), ("NOT_RESIDENT_OF_GRID", "G-RES"));
    }
    // Neither phone is blocked: what comes after is taken.
    assert_eq!(word(&song.does(Intent::OpenCosign { topic: "T-unknown".into() }).await), "NOT_FOUND");
    world.holds_together().await;
}
