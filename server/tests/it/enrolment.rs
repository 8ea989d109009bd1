//! Server tests: a new phone, from the code to the last act of a revoked device.

use crate::{
    actor::{Actor, Raw, raw},
    cast::{li, song, wang},
    world::World,
};
use reqwest::Method;
use rulebook::{
    Intent,
    device::{DeviceState, Offer},
    hash::six_digits,
    sync::Answer,
};
use server::codec;

impl Actor {
    /// Offers a person a code.
    async fn offers(&mut self, person: &str) -> String {
        let code = codec::fresh_code().unwrap();
        let offer = Intent::OfferEnrolment { offer: Offer::id_of(&code).unwrap(), person: person.into() };
        assert!(matches!(self.does(offer).await, Answer::Accepted { .. }));
        code
    }
}

fn refused(enrolled: Result<Actor, Raw>) -> (u16, String) {
    let Err(answer) = enrolled else { panic!("enrolled") };
    (answer.status.as_u16(), answer.code())
}

#[tokio::test]
async fn a_code_a_key_six_digits_and_a_confirmation_make_a_device() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let code = song.offers(&wang()).await;
    let mut wang = Actor::enrol(world.address, &codec::grouped(&code).to_lowercase()).await.ok().unwrap();
    assert_eq!(wang.person.as_str(), crate::cast::wang());

    let waits = wang.asks(Vec::new(), true).await;
    assert_eq!((waits.status.as_u16(), waits.code().as_str()), (403, "DEVICE_PENDING"));
    let own = wang.sends(Method::GET, "/api/v1/devices", b"").await.json();
    assert_eq!(own["device"]["state"], "pending");

    song.pulls().await;
    let seen = song.replica.device(&wang.device).unwrap();
    assert_eq!(seen.state, DeviceState::Pending);
    let digits = six_digits(seen.offer.as_ref().unwrap().as_str(), seen.id.as_str(), &seen.key);
    assert_eq!(digits.len(), 6);
    let device = wang.device.clone();
    assert!(matches!(song.does(Intent::ConfirmDevice { device }).await, Answer::Accepted { .. }));
    assert!(wang.pulls().await > 0);
    world.holds_together().await;
}

#[tokio::test]
async fn both_screens_show_the_same_digits() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let code = song.offers(&wang()).await;
    let (key, device) = (crate::actor::fresh_key(), "0198-new-phone");
    let body = serde_json::json!({ "code": code, "device": device, "key": crate::actor::public(&key) });
    let told = crate::actor::post_json(&world.http, world.url("/api/v1/enrol"), &body).await.json();
    song.pulls().await;
    let seen = song.replica.device(&device.into()).unwrap();
    assert_eq!(told["digits"], six_digits(seen.offer.as_ref().unwrap().as_str(), device, &seen.key));
}

#[tokio::test]
async fn a_code_is_good_once_and_for_ten_minutes() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let code = song.offers(&wang()).await;
    assert!(Actor::enrol(world.address, &code).await.is_ok());
    assert_eq!(refused(Actor::enrol(world.address, &code).await), (403, "CODE_INVALID".into()));

    let late = song.offers(&wang()).await;
    world.desk().clock.advance(11 * 60_000);
    assert_eq!(refused(Actor::enrol(world.address, &late).await), (403, "CODE_INVALID".into()));
    for never in ["", "too short", &codec::fresh_code().unwrap()] {
        assert_eq!(refused(Actor::enrol(world.address, never).await), (403, "CODE_INVALID".into()));
    }
    let refusals = world.entries().await.iter().filter(|entry| entry.verdict.contains("CODE_INVALID")).count();
    assert_eq!(refusals, 0, "a wrong code at the desk is nobody's act");
}

#[tokio::test]
async fn nobody_enrols_whom_they_may_not_or_confirms_for_another() {
    let world = World::demo().await;
    let (mut song, mut li) = (world.phone_of(&song()).await, world.phone_of(&li()).await);
    let offer =
        Intent::OfferEnrolment { offer: Offer::id_of(&codec::fresh_code().unwrap()).unwrap(), person: wang().into() };
    let Answer::Refused { refusal, .. } = li.does(offer).await else { panic!() };
    assert_eq!(refusal.code, "NOT_ENTITLED");

    let code = song.offers(&wang()).await;
    let wang = Actor::enrol(world.address, &code).await.ok().unwrap();
    let Answer::Refused { refusal, .. } = li.does(Intent::ConfirmDevice { device: wang.device }).await else {
        panic!()
    };
    assert_eq!(refusal.code, "NOT_ENTITLED");
}

#[tokio::test]
async fn a_device_of_ones_own_is_listed_and_revoked_and_does_not_come_back() {
    let world = World::demo().await;
    let (mut old, mut new) = (world.phone_of(&li()).await, world.phone_of(&li()).await);
    let list = new.sends(Method::GET, "/api/v1/devices", b"").await.json();
    assert_eq!(list["others"].as_array().unwrap().len(), 1);
    let revoke = Intent::RevokeDevice { device: old.device.clone() };
    assert!(matches!(new.does(revoke.clone()).await, Answer::Accepted { .. }));
    let answer = old.asks(Vec::new(), true).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "DEVICE_REVOKED"));
    assert!(matches!(new.does(revoke).await, Answer::Refused { .. }));
    let Answer::Refused { refusal, .. } = old.does(Intent::RevokeDevice { device: new.device.clone() }).await else {
        panic!()
    };
    assert_eq!(refusal.code, "DEVICE_NOT_ACTIVE");
}

#[tokio::test]
async fn too_many_tries_are_told_when_to_come_again() {
    let world = World::with(|settings| settings.enrol_tries = 3).await;
    for _ in 0..3 {
        assert_eq!(refused(Actor::enrol(world.address, "wrong").await).0, 403);
    }
    let Err(answer) = Actor::enrol(world.address, "wrong").await else { panic!() };
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (429, "TOO_MANY"));
    assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() <= 3_600);
}

#[tokio::test]
async fn a_code_from_the_command_line_works_while_the_server_runs() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let (program, folder) = (env!("CARGO_BIN_EXE_server"), world.folder.path().to_owned());
    let out = tokio::task::spawn_blocking(move || {
        std::process::Command::new(program).args(["offer", "--person", &wang(), "--data"]).arg(folder).output().unwrap()
    });
    let out = out.await.unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let mut wang = Actor::enrol(world.address, String::from_utf8(out.stdout).unwrap().trim()).await.ok().unwrap();
    assert!(wang.pulls().await > 0, "active at once: whoever runs the program holds the ledger anyway");
    let act = song.notes("一");
    song.pushes(vec![act]).await;
    world.holds_together().await;
}

#[tokio::test]
async fn outside_the_demo_nobody_becomes_anybody() {
    // The address exists in every server; the community decides.
    let world = World::demo().await;
    let answer = raw(world.http.get(world.url("/api/v1/demo/enrol"))).await;
    assert_eq!(answer.status.as_u16(), 405);
}

#[tokio::test]
async fn behind_a_proxy_one_neighbour_does_not_use_up_the_tries_of_another() {
    let world = World::with(|settings| (settings.enrol_tries, settings.proxied) = (1, true)).await;
    let ask = async |address: &str| {
        let body = r#"{"code":"x","device":"d","key":"k"}"#;
        let request = world.http.post(world.url("/api/v1/enrol")).header("content-type", rulebook::sync::MEDIA_TYPE);
        raw(request.header("x-forwarded-for", format!("203.0.113.9, {address}")).body(body)).await.status.as_u16()
    };
    assert_eq!((ask("198.51.100.1").await, ask("198.51.100.1").await), (403, 429));
    assert_eq!(ask("198.51.100.2").await, 403);
}
