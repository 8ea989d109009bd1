//! Seats of a hearing by a lot that nobody steers and anybody recomputes (G-HEAR).

use crate::{hall::*, world::*};
use proptest::prelude::*;
use rulebook::{
    Body, Refusal, Sight, Viewer,
    hash::Hash,
    hearing::seats::{Draw, lots, sealed, seed},
    ids::*,
    meeting::{MeetingStep, attend::Capacity},
    people::Role,
    places::{Unit, UnitKind},
    seen_by,
};

const SECRETS: [&str; 2] = ["四十二颗石子", "海边的风"];

/// A hearing h, made known.
fn called() -> World {
    let mut world = hall();
    world.works("watch", Role::Supervisor, G3);
    world.accepted("t");
    world.hearing();
    world
}

fn seals(world: &mut World, actor: &str, secret: &str) -> Result<(), Refusal> {
    world.step(actor, "h", MeetingStep::SealDraw { commitment: sealed(&"h".into(), secret) })
}

/// Both hands have sealed.
fn open() -> World {
    let mut world = called();
    seals(&mut world, "watch", SECRETS[1]).unwrap();
    seals(&mut world, "chair", SECRETS[0]).unwrap();
    world
}

fn apply(world: &mut World, person: &str) -> Result<(), Refusal> {
    world.step(person, "h", MeetingStep::ApplySeat { unit: None })
}

fn opens_up(world: &mut World, actor: &str, secret: &str) -> Result<(), Refusal> {
    world.step(actor, "h", MeetingStep::OpenDraw { secret: secret.into() })
}

fn draw(world: &World) -> &Draw {
    world.community.draw(&"h".into()).unwrap()
}

/// Thirty residents of grid 03 and five of grid 05 apply for twenty seats; applications are closed.
fn crowded() -> World {
    let mut world = open();
    for i in 0..30 {
        apply(&mut world, &format!("r{i}")).unwrap();
    }
    for i in 0..5 {
        apply(&mut world, &format!("q{i}")).unwrap();
    }
    world.now = draw(&world).closes;
    world
}

#[test]
fn two_hands_of_two_organs_seal_before_anybody_applies() {
    let mut world = called();
    assert_eq!(apply(&mut world, "r0"), Err(Refusal::SeatsNotOpen));
    assert_eq!(seals(&mut world, "r0", "x"), Err(Refusal::NotEntitled));
    seals(&mut world, "chair", SECRETS[0]).unwrap();
    assert_eq!(apply(&mut world, "r0"), Err(Refusal::SeatsNotOpen), "one hand is not enough");
    assert_eq!(seals(&mut world, "member", "another of the committee"), Err(Refusal::WrongState));
    assert_eq!(seals(&mut world, "watch", SECRETS[0]), Err(Refusal::WrongState), "the same secret is no second one");
    seals(&mut world, "watch", SECRETS[1]).unwrap();
    assert_eq!(seals(&mut world, "watch", "a second try"), Err(Refusal::WrongState));
    apply(&mut world, "r0").unwrap();
    assert_eq!(apply(&mut world, "r0"), Err(Refusal::SeatAsked));
    let mut late = called();
    late.now = late.meeting("h").starts;
    assert!(matches!(seals(&mut late, "chair", "x"), Err(Refusal::SeatsClosed { .. })));
}

#[test]
fn applications_close_by_the_servers_clock() {
    let mut world = open();
    let closes = draw(&world).closes;
    assert_eq!(closes.day(), world.meeting("h").starts.day().plus(-2));
    assert_eq!(opens_up(&mut world, "chair", SECRETS[0]), Err(Refusal::TooEarly { from: closes }));
    world.now = rulebook::Millis(closes.0 - 1);
    apply(&mut world, "r0").unwrap();
    world.now = closes;
    assert_eq!(apply(&mut world, "r1"), Err(Refusal::SeatsClosed { until: closes.day().plus(-1) }));
}

#[test]
fn an_enterprise_is_affected_once_the_convener_confirms_who_speaks_for_it() {
    let mut world = open();
    for (id, grid) in [("shop", G3), ("far", G5)] {
        world.put(Unit { id: id.into(), grid: grid.into(), kind: UnitKind::Shop, name: "便利店".into() });
    }
    let with = |unit: &str| MeetingStep::ApplySeat { unit: Some(unit.into()) };
    assert_eq!(world.step("q0", "h", with("far")), Err(Refusal::NotFound));
    world.step("q0", "h", with("shop")).unwrap();
    assert_eq!(world.step("q1", "h", with("shop")), Err(Refusal::SeatAsked), "one enterprise, one seat");
    let seat = world.community.seat_of(&"h".into(), &"q0".into()).unwrap().id.clone();
    assert_eq!(draw(&world).affected, 0);
    let confirm = MeetingStep::ConfirmSeat { seat };
    assert_eq!(world.step("r0", "h", confirm.clone()), Err(Refusal::NotEntitled));
    world.step("member", "h", confirm.clone()).unwrap();
    assert_eq!(world.step("member", "h", confirm), Err(Refusal::WrongState));
    assert_eq!(draw(&world).affected, 1);
}

#[test]
fn the_lot_is_drawn_by_both_secrets_and_recomputed_by_anybody() {
    let mut world = crowded();
    assert_eq!(
        opens_up(&mut world, "chair", "not what was sealed"),
        Err(Refusal::OpeningMissing { field: "secret".into() })
    );
    assert_eq!(opens_up(&mut world, "member", SECRETS[0]), Err(Refusal::NotEntitled));
    opens_up(&mut world, "chair", SECRETS[0]).unwrap();
    assert_eq!(draw(&world).seed, None, "one hand draws nothing");
    world.opened("h");
    world.comes("h", "chair", Capacity::Member).unwrap();
    let begin = MeetingStep::Begin { chair: "chair".into() };
    assert_eq!(world.step("chair", "h", begin.clone()), Err(Refusal::SeatsUndrawn));
    opens_up(&mut world, "watch", SECRETS[1]).unwrap();
    world.step("chair", "h", begin).unwrap();

    // From what the public sees alone.
    let mut public: Vec<(SeatId, bool)> = Vec::new();
    let mut shown = None;
    for record in world.community.records() {
        let Sight::Seen(seen) = seen_by(&record, &Viewer::public(), &world.community) else { continue };
        match seen.body {
            Body::Seat(seat) => {
                assert_eq!(seat.person, None, "no name");
                public.push((seat.id, seat.affected));
            }
            Body::Draw(draw) => shown = Some(draw),
            _ => {}
        }
    }
    let shown = shown.unwrap();
    let secrets: Vec<&str> = shown.seals.iter().map(|seal| seal.secret.as_deref().unwrap()).collect();
    assert_eq!(secrets, SECRETS, "the committee's first");
    public.reverse();
    let ids: Vec<SeatId> = public.iter().map(|(id, _)| id.clone()).collect();
    let grown = seed(&"h".into(), [secrets[0], secrets[1]], &ids);
    assert_eq!(shown.seed.as_ref(), Some(&grown));
    assert_eq!(shown.seated, lots(&grown, &public, 20, 10), "in whatever order they are read");
}

#[test]
fn where_there_are_seats_for_all_nothing_is_drawn() {
    let mut world = open();
    apply(&mut world, "r0").unwrap();
    world.opened("h");
    world.comes("h", "chair", Capacity::Member).unwrap();
    world.step("chair", "h", MeetingStep::Begin { chair: "chair".into() }).unwrap();
}

#[test]
fn either_secret_and_every_application_moves_the_seed() {
    let ids: Vec<SeatId> = ["a", "b"].map(SeatId::from).to_vec();
    let base = seed(&"h".into(), SECRETS, &ids);
    assert_ne!(base, seed(&"h".into(), [SECRETS[1], SECRETS[0]], &ids));
    assert_ne!(base, seed(&"h".into(), [SECRETS[0], "x"], &ids));
    assert_ne!(base, seed(&"h".into(), SECRETS, &ids[..1]));
    assert_ne!(base, seed(&"g".into(), SECRETS, &ids));
}

proptest! {
    #[test]
    fn the_affected_have_their_share_and_no_seat_stays_empty(
        hits in proptest::collection::vec(any::<bool>(), 0..60), seats in 1usize..30, salt in any::<u64>(),
    ) {
        let all: Vec<(SeatId, bool)> =
            hits.iter().enumerate().map(|(i, hit)| (SeatId(format!("s{i:02}")), *hit)).collect();
        let share = seats.div_ceil(2);
        let drawn = lots(&Hash::of(&salt.to_be_bytes()), &all, seats, share);
        prop_assert_eq!(drawn.len(), seats.min(all.len()));
        let affected = hits.iter().filter(|hit| **hit).count();
        let seated = drawn.iter().filter(|id| all.iter().any(|(other, hit)| other == *id && *hit)).count();
        prop_assert!(seated >= affected.min(share));
        let distinct: std::collections::BTreeSet<_> = drawn.iter().collect();
        prop_assert_eq!(distinct.len(), drawn.len());
    }
}
