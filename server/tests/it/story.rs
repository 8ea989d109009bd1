//! Server tests: the main job, told as it happens — from the door to the notice board and back to the
//! holder of the slip.

use crate::{
    actor::{Actor, raw},
    cast::{demo, fitness_corner, grid_03, li, persona, song, wang},
    world::World,
};
use rulebook::{
    Intent,
    cosign::{CallbackAnswer, Channel},
    hash::receipt_hash,
    ids::*,
    review::{Criteria, Outcome},
    sync::Answer,
    topic::TopicState,
};

/// Posts the receipt form.
async fn slip(world: &World, code: &str, wish: &str) -> String {
    let form = format!("code={code}&do={wish}");
    let request =
        world.http.post(world.url("/receipt")).header("content-type", "application/x-www-form-urlencoded").body(form);
    String::from_utf8(raw(request).await.body).unwrap()
}

async fn page(world: &World, path: &str) -> String {
    String::from_utf8(raw(world.http.get(world.url(path))).await.body).unwrap()
}

/// Adults of grid 03 who have not signed the topic and are no personas.
pub fn neighbours(song: &Actor, count: usize) -> Vec<PersonId> {
    let today = song.now.day();
    let keys = song.replica.keys();
    let signed: Vec<PersonId> =
        song.replica.signatures(&fitness_corner()).map(|signature| signature.person.clone()).collect();
    let cast: Vec<&PersonId> = demo().personas.iter().map(|persona| &persona.person).collect();
    let fits = song
        .replica
        .all_people()
        .filter(|person| person.adult.on(today, &keys) && person.grid_on(today, &keys) == Some(&grid_03()));
    let free = fits.filter(|person| !signed.contains(&person.id) && !cast.contains(&&person.id));
    free.skip(600).step_by(7).take(count).map(|person| person.id.clone()).collect()
}

#[tokio::test]
async fn a_co_signature_collected_at_the_door_reaches_the_ledger() {
    let world = World::demo().await;
    let (mut song, mut li) = (world.phone_of(&song()).await, world.phone_of(&li()).await);
    let mut officer = world.phone_of(&second_officer(&world)).await;
    song.pulls().await;
    li.pulls().await;
    officer.pulls().await;
    let topic = fitness_corner();
    assert_eq!(song.topic(&topic).signatures, 7);

    // In the stairwell, without a signal: two signatures on the glass, one act after the other.
    let wang = PersonId(wang());
    let (at_the_door, wangs_slip) = song.collects_from(&wang, &topic, "1,2 3,4");
    let next_door = neighbours(&song, 1).remove(0);
    let (next_door, _) = song.collects_from(&next_door, &topic, "5,6 7,8");
    // At home, on his own phone.
    let (at_home, lis_slip) = li.cosign_of(&topic);

    assert!(matches!(li.pushes(vec![at_home]).await[0].verdict, Answer::Accepted { .. }));
    for receipt in song.pushes(vec![at_the_door, next_door]).await {
        assert!(matches!(receipt.verdict, Answer::Accepted { .. }), "{receipt:?}");
    }
    li.pulls().await;
    assert_eq!(li.topic(&topic).signatures, 10, "the tenth adult");
    assert!(page(&world, "/topics/T-0302").await.contains("<b>10</b>"), "and the board says so");

    // The slip, checked and withdrawn by whoever holds it, with no account.
    assert!(slip(&world, &wangs_slip, "check").await.contains("receipt-found"));
    assert!(
        slip(&world, &server::codec::grouped(&wangs_slip.to_lowercase()), "withdraw")
            .await
            .contains("receipt-withdrawn")
    );
    li.pulls().await;
    assert_eq!(li.topic(&topic).signatures, 9);
    assert!(
        slip(&world, &wangs_slip, "check").await.contains("receipt-found"),
        "the slip still says what became of it"
    );

    // Another neighbour makes it ten again; the initiator hands it in.
    song.pulls().await;
    let another = neighbours(&song, 2).remove(1);
    let (act, _) = song.collects_from(&another, &topic, "9,9");
    song.pushes(vec![act]).await;
    let mut zhou = world.phone_of(&persona("周国栋")).await;
    zhou.pulls().await;
    let done = zhou.does(Intent::SubmitTopic { topic: topic.clone() }).await;
    assert!(matches!(done, Answer::Accepted { .. }), "{done:?}");
    zhou.pulls().await;
    assert_eq!(zhou.topic(&topic).state, TopicState::Submitted);
    let locked = slip(&world, &lis_slip, "withdraw").await;
    assert!(locked.contains("data-testid=\"refusal\""), "under review nothing is taken away: {locked}");

    reviewed(&mut officer, &topic).await;
    assert!(page(&world, "/topics/T-0302").await.contains("data-state=\"Accepted\""));
    world.holds_together().await;
}

/// The second officer of the grid calls back and reviews; the worker who collected may not.
async fn reviewed(officer: &mut Actor, topic: &TopicId) {
    officer.pulls().await;
    let calls: Vec<_> = officer.replica.callbacks_of(topic).cloned().collect();
    assert!(calls.len() >= 2, "a sample is called back");
    for call in calls {
        assert!(officer.replica.person(&call.person).is_some(), "whoever calls back must know whom");
        let asked = Intent::AnswerCallback { callback: call.id, answer: CallbackAnswer::Confirmed };
        let done = officer.does(asked).await;
        assert!(matches!(done, Answer::Accepted { .. }), "{done:?}");
    }
    let review = Intent::Review {
        topic: topic.clone(),
        criteria: all_met(),
        outcome: Outcome::Accept { major: None },
        reason: "具体、明确、可操作".into(),
        interest: false,
    };
    let done = officer.does(review).await;
    assert!(matches!(done, Answer::Accepted { .. }), "{done:?}");
}

fn second_officer(world: &World) -> String {
    let house = world.desk().house.read();
    let today = world.desk().clock.now().day();
    let is = |office: &&rulebook::people::Office| {
        office.role == rulebook::people::Role::GridPartyOfficer && office.covers(&grid_03()) && office.holds_on(today)
    };
    house.community.all_offices().find(is).unwrap().person.to_string()
}

fn all_met() -> Criteria {
    let yes = || rulebook::review::Answer { ok: true, note: String::new() };
    Criteria { specific: yes(), clear: yes(), operable: yes(), competence: vec![yes(); 5] }
}

#[tokio::test]
async fn each_refusal_names_its_clause() {
    let world = World::demo().await;
    let topic = fitness_corner();
    let mut codes = Vec::new();
    for person in [persona_of("p-02-"), li()] {
        let mut signer = world.phone_of(&person).await;
        signer.pulls().await;
        signer.cosigns(&topic).await;
        let Answer::Refused { refusal, .. } = signer.cosigns(&topic).await else { panic!("{person} signed twice") };
        codes.push((refusal.code, refusal.clause));
    }
    assert_eq!(codes, [("NOT_RESIDENT_OF_GRID".into(), "G-RES".to_owned()), ("DUPLICATE".into(), "G-ONE".to_owned())]);

    let mut li = world.phone_of(&li()).await;
    let old_text = Intent::Cosign {
        topic: topic.clone(),
        person: li.person.clone(),
        channel: Channel::SelfPhone,
        hash: rulebook::hash::Hash::of(b"another text"),
        receipt: receipt_hash("0123456789ABCDEF").unwrap(),
        hand: None,
        read_aloud: false,
        witnesses: Vec::new(),
    };
    let Answer::Refused { refusal, .. } = li.does(old_text).await else { panic!() };
    assert_eq!((refusal.code.as_str(), refusal.clause.as_str()), ("TEXT_CHANGED", "G-ONE"));
}

fn persona_of(prefix: &str) -> String {
    demo().personas.iter().find(|persona| persona.person.as_str().starts_with(prefix)).unwrap().person.to_string()
}

#[tokio::test]
async fn what_time_does_is_signed_by_the_desk() {
    let world = World::demo().await;
    let before = world.entries().await.len();
    world.days_pass(60).await;
    // The server's own clock may have been first to ask; done it is either way.
    assert!(world.entries().await.len() > before, "two months on something is due");
    // Seconds went by, and something else may be due by now; what was done is not done again.
    world.days_pass(0).await;
    let entries = world.entries().await;
    assert!(entries[before..].iter().all(|entry| entry.device == DESK));
    let intent =
        |body: &Option<String>| serde_json::from_str::<rulebook::Act>(body.as_deref().unwrap()).unwrap().intent;
    let done: Vec<_> = entries[before..].iter().map(|entry| intent(&entry.body)).collect();
    let twice = done.iter().enumerate().find(|(at, intent)| done[..*at].contains(intent));
    assert_eq!(twice, None, "and it is done once");
    assert_eq!(world.desk().house.read().community.topic(&fitness_corner()).unwrap().state, TopicState::Lapsed);
    world.holds_together().await;
}

#[tokio::test]
async fn a_receipt_nobody_knows_is_said_so_and_guessing_is_slowed_down() {
    let world = World::with(|settings| settings.receipt_tries = 3).await;
    for _ in 0..3 {
        assert!(slip(&world, "0000111122223333", "check").await.contains("receipt-unknown"));
    }
    let form = world
        .http
        .post(world.url("/receipt"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("code=x");
    let answer = raw(form).await;
    assert_eq!(answer.status.as_u16(), 429);
    assert!(answer.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn public_pages_need_no_script_in_either_language_and_are_asked_for_once() {
    let world = World::demo().await;
    for path in ["/", "/grids/g-03", "/topics/T-0302", "/rules", "/receipt", "/demo"] {
        for query in ["", "?lang=en", "?elder=1", "?lang=en&elder=1"] {
            let answer = raw(world.http.get(world.url(&format!("{path}{query}")))).await;
            assert_eq!(answer.status.as_u16(), 200, "{path}{query}");
            let text = String::from_utf8(answer.body).unwrap();
            assert!(!text.contains("<script") && !text.contains("style=\""), "{path}{query}");
            assert_eq!(text.contains("<html lang=\"en\""), query.contains("lang=en"), "{path}{query}");
            let Some(tag) = answer.headers.get("etag") else {
                assert_eq!(path, "/receipt");
                continue;
            };
            let again = raw(world.http.get(world.url(&format!("{path}{query}"))).header("if-none-match", tag)).await;
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}{query}");
        }
    }
    let gone = raw(world.http.get(world.url("/topics/T-9999"))).await;
    assert_eq!(gone.status.as_u16(), 404);
    assert!(gone.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}
