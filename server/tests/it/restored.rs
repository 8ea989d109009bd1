//! Server tests: a server that was put back to an earlier day, and phones that know better.

use crate::{
    actor::Actor,
    cast::{fitness_corner, li, song, wang},
    world::World,
};
use rulebook::sync::{Answer, Envelope, Receipt, Reset};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody with a phone that keeps what was accepted, as every phone does for thirty days.
struct Keeper {
    actor: Actor,
    kept: Vec<Envelope>,
    receipts: Vec<Receipt>,
}

impl Keeper {
    async fn with_a_phone(world: &World, person: &str) -> Self {
        let mut actor = world.phone_of(person).await;
        actor.pulls().await;
        Self { actor, kept: Vec::new(), receipts: Vec::new() }
    }

    async fn sends(&mut self, act: Envelope) {
        self.kept.push(act.clone());
        self.receipts.extend(self.actor.pushes(vec![act]).await);
    }

    async fn notes(&mut self, matters: &[&str]) {
        for matter in matters {
            let act = self.actor.notes(matter);
            self.sends(act).await;
        }
    }

    async fn cosigns(&mut self) {
        let (act, _) = self.actor.cosign_of(&fitness_corner());
        self.sends(act).await;
    }

    /// What a phone does when the ledger has another epoch: everything that is kept, from the first on.
    async fn offers_again(&mut self) -> Vec<Receipt> {
        self.actor.pushes(self.kept.clone()).await
    }
}

/// What a receipt comes to, wherever its entry stands.
fn outcome(receipt: &Receipt) -> String {
    match &receipt.verdict {
        Answer::Accepted { .. } => "accepted".into(),
        Answer::Refused { refusal, .. } => refusal.code.clone(),
        other => format!("{other:?}"),
    }
}

/// Where in the ledger it stands.
fn place(receipt: &Receipt) -> u64 {
    match receipt.verdict {
        Answer::Accepted { seq } | Answer::Refused { seq, .. } => seq,
        _ => u64::MAX,
    }
}

/// What the community knows, without the places in the ledger and the times that may differ.
fn known(world: &World) -> (BTreeMap<String, String>, BTreeSet<String>, u32) {
    let house = world.desk().house.read();
    let leads = house.community.all_leads().map(|lead| (lead.id.to_string(), lead.details.matter.clone())).collect();
    let signed = house.community.signatures(&fitness_corner()).map(|signature| signature.id.to_string()).collect();
    (leads, signed, house.community.topic(&fitness_corner()).unwrap().signatures)
}

#[tokio::test]
async fn t19_a_server_restored_from_yesterdays_backup_gets_back_what_it_lost() {
    let mut world = World::demo().await;
    let backups = tempfile::tempdir().unwrap();
    let mut song = Keeper::with_a_phone(&world, &song()).await;
    let mut li = Keeper::with_a_phone(&world, &li()).await;
    let mut wang = Keeper::with_a_phone(&world, &wang()).await;
    song.notes(&["一", "二", "三"]).await;
    li.cosigns().await;
    let yesterday = world.backs_up(backups.path()).await;
    let at_backup = known(&world);

    song.notes(&["四", "五"]).await;
    wang.cosigns().await;
    li.cosigns().await; // a second time: refused, and that is an entry too
    song.notes(&["六"]).await;
    let mut newcomer = world.phone_of(&crate::cast::li()).await;
    let before = known(&world);
    assert_ne!(before, at_backup);
    let old_epoch = world.desk().house.read().head.epoch.clone();

    let restored = world.is_restored_from(&yesterday).await;
    assert_ne!(restored.epoch, old_epoch);
    assert_eq!(restored.manifest.epoch, old_epoch);
    assert_eq!(known(&world), at_backup, "yesterday, and no later");

    for keeper in [&mut song, &mut li, &mut wang] {
        keeper.actor.address = world.address;
        keeper.actor.pulls().await;
        assert_eq!(keeper.actor.resets, [Reset::Epoch]);
    }
    // A phone that offers only its newest act is told from where on.
    let newest = song.kept.last().unwrap().clone();
    assert_eq!(song.actor.pushes(vec![newest]).await[0].verdict, Answer::Gap { expected: 4 });
    // The other way round than the first time: nobody can say whose phone comes first.
    for keeper in [&mut wang, &mut song, &mut li] {
        let receipts = keeper.offers_again().await;
        let outcomes = |receipts: &[Receipt]| receipts.iter().map(outcome).collect::<Vec<_>>();
        assert_eq!(outcomes(&receipts), outcomes(&keeper.receipts));
        // What stood in the backup stands where it stood.
        for (before, now) in keeper.receipts.iter().zip(&receipts) {
            if place(before) <= restored.manifest.seq {
                assert_eq!(before, now);
            }
        }
    }
    assert_eq!(known(&world), before, "what was lost is back");
    assert_eq!(outcome(&li.receipts[1]), "DUPLICATE");

    let head = world.desk().house.read().head.clone();
    for keeper in [&mut song, &mut li, &mut wang] {
        keeper.offers_again().await;
        keeper.actor.pulls().await;
    }
    assert_eq!(world.desk().house.read().head, head, "offered once more, nothing is new");
    let entries = world.entries().await;
    let acts: BTreeSet<&str> = entries.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts.len(), entries.len(), "no act is there twice");
    for keeper in [&song, &li, &wang] {
        let device = keeper.actor.device.as_str();
        let mine: Vec<u64> = entries.iter().filter(|entry| entry.device == device).map(|entry| entry.n).collect();
        assert_eq!(mine, (1..=keeper.kept.len() as u64).collect::<Vec<_>>());
    }
    let matters = song.actor.matters();
    assert!(["一", "二", "三", "四", "五", "六"].iter().all(|matter| matters.contains(&(*matter).to_owned())));

    // Who was enrolled after the backup is a stranger, and is told so.
    newcomer.address = world.address;
    let answer = newcomer.asks(Vec::new(), true).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "DEVICE_UNKNOWN"));
    // Life goes on.
    song.notes(&["七"]).await;
    assert_eq!(outcome(song.receipts.last().unwrap()), "accepted");
    world.holds_together().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_made_while_acts_are_pushed_has_every_act_that_was_acknowledged_before_it() {
    let world = World::demo().await;
    let backups = tempfile::tempdir().unwrap();
    let mut song = world.phone_of(&song()).await;
    let device = song.device.to_string();
    let (acknowledged, seen) = tokio::sync::watch::channel(0_usize);
    let pushing = tokio::spawn(async move {
        while !acknowledged.is_closed() {
            let acts: Vec<Envelope> = (0..10).map(|i| song.notes(&i.to_string())).collect();
            let count = song.pushes(acts).await.len();
            acknowledged.send_modify(|all| *all += count);
        }
    });
    let mut seen_now = seen.clone();
    let mut lengths = Vec::new();
    for _ in 0..4 {
        // Never between two pushes by accident: something new was acknowledged, and the next is on its way.
        seen_now.changed().await.unwrap();
        let sure = *seen_now.borrow_and_update();
        let into = backups.path().join(lengths.len().to_string());
        let backup = world.backs_up(&into).await;
        let copy = crate::world::open_ledger(&backup);
        let mine = copy.entries(1, 100_000).unwrap().into_iter().filter(|entry| entry.device == device).count();
        assert!(mine >= sure, "{mine} acts in the backup, {sure} were acknowledged before it began");
        assert_eq!(server::verify::verify(copy.as_ref()).unwrap().faults, Vec::<String>::new());
        lengths.push(mine);
    }
    assert!(lengths.is_sorted() && lengths[3] > lengths[0], "acts went on coming: {lengths:?}");
    drop((seen, seen_now));
    pushing.await.unwrap();
    world.holds_together().await;
}
