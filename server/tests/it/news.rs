//! Server tests, news: whoever listens hears that the ledger moved, and nothing else. The listener here is a bare TCP
//! connection, so that every byte of the answer is seen.

use crate::{actor::word, cast::*, world::World};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::TcpStream,
    time::{Instant, timeout},
};

/// Nothing here takes so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody who listens.
struct Ear {
    lines: Lines<BufReader<TcpStream>>,
    head: Vec<String>,
    /// Every line of the body, as it came; the sizes of chunks are left out.
    said: Vec<String>,
}

impl Ear {
    async fn at(address: SocketAddr) -> Ear {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let nonce = "x-chengge-client-nonce: here\r\n";
        let ask = format!("GET /api/v1/news HTTP/1.1\r\nhost: it\r\naccept-encoding: gzip, br\r\n{nonce}\r\n");
        stream.write_all(ask.as_bytes()).await.unwrap();
        let mut ear = Ear { lines: BufReader::new(stream).lines(), head: Vec::new(), said: Vec::new() };
        while let Some(line) = ear.line().await
            && !line.is_empty()
        {
            ear.head.push(line.to_ascii_lowercase());
        }
        ear
    }

    fn status(&self) -> &str {
        self.head[0].split(' ').nth(1).unwrap()
    }

    async fn line(&mut self) -> Option<String> {
        // A connection that is reset has ended, too.
        timeout(PATIENCE, self.lines.next_line()).await.expect("nothing is said any more").unwrap_or(None)
    }

    /// The next line of a kind; none at the end of the stream.
    async fn hears(&mut self, kind: &str) -> Option<String> {
        loop {
            let line = self.line().await?;
            let found = line.strip_prefix(kind).map(str::to_owned);
            // The size of a chunk, in hexadecimal.
            if u32::from_str_radix(&line, 16).is_err() {
                self.said.push(line);
            }
            if found.is_some() {
                return found;
            }
        }
    }

    /// The next event: how far the ledger has come.
    async fn event(&mut self) -> Option<u64> {
        self.hears("data: ").await.map(|seq| seq.parse().unwrap())
    }
}

/// Waits until the server says so of itself.
async fn until(world: &World, listeners: u64) {
    let deadline = Instant::now() + PATIENCE;
    while world.desk().metrics.news_streams.get() != listeners {
        assert!(Instant::now() < deadline, "{listeners} do not listen");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn whoever_listens_hears_that_the_ledger_moved_and_nothing_else() {
    let world = World::demo().await;
    let (mut wang, mut ear) = (world.phone_of(&wang()).await, Ear::at(world.address).await);
    assert_eq!(ear.status(), "200");
    for header in ["content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no"] {
        assert!(ear.head.iter().any(|line| line == header), "{header} in {:?}", ear.head);
    }
    assert!(!ear.head.iter().any(|line| line.starts_with("content-encoding")), "packed, it would be held back");
    let before = world.desk().house.read().head.seq;
    assert_eq!(ear.event().await, Some(before), "where it stands is said at once");
    wang.pulls().await;
    assert_eq!(word(&wang.cosigns(&fitness_corner()).await), "accepted");
    assert_eq!(ear.event().await, Some(before + 1));
    let allowed = |line: &String| {
        let number = line.strip_prefix("data: ").or(line.strip_prefix("retry: ")).or(line.strip_prefix(":"));
        line.is_empty() || number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
    };
    assert!(ear.said.iter().all(allowed), "no content, no person: {:?}", ear.said);
    world.holds_together().await;
}

#[tokio::test]
async fn many_acts_at_once_are_few_events() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    song.pulls().await;
    let (began, mut ear) = (Instant::now(), Ear::at(world.address).await);
    let first = ear.event().await.unwrap();
    for n in 0..20 {
        let lead = song.notes(&format!("路灯{n}"));
        assert_eq!(word(&song.pushes(vec![lead]).await[0].verdict), "accepted");
    }
    let mut events = 0;
    while ear.event().await.unwrap() < first + 20 {
        events += 1;
    }
    let seconds = began.elapsed().as_secs();
    assert!(events <= seconds, "{events} events before the last in {seconds} seconds");
}

#[tokio::test]
async fn a_stream_with_nothing_to_tell_is_kept_alive_beyond_the_time_outs_of_the_accept_loop() {
    let world = World::demo().await;
    let (mut ear, began) = (Ear::at(world.address).await, Instant::now());
    let seq = ear.event().await.unwrap();
    ear.hears(":").await.expect("a heartbeat");
    assert!(began.elapsed() > server::accept::HEADER_TIMEOUT);
    let _wang = world.phone_of(&wang()).await;
    assert!(ear.event().await.unwrap() > seq, "and it still tells");
}

#[tokio::test]
async fn no_address_listens_more_often_than_its_share_and_whoever_leaves_makes_room() {
    let world = World::with(|settings| settings.news_streams_each = 2).await;
    let (first, second) = (Ear::at(world.address).await, Ear::at(world.address).await);
    let third = Ear::at(world.address).await;
    assert_eq!([first.status(), second.status(), third.status()], ["200", "200", "429"]);
    assert!(third.head.iter().any(|line| line.starts_with("retry-after: ")), "{:?}", third.head);
    drop(first);
    until(&world, 1).await;
    assert_eq!(Ear::at(world.address).await.status(), "200");
}

#[tokio::test]
async fn the_streams_of_all_addresses_together_leave_room_for_acts() {
    let world = World::with(|settings| settings.news_streams = 1).await;
    let mut only = Ear::at(world.address).await;
    assert_eq!([only.status(), Ear::at(world.address).await.status()], ["200", "429"]);
    let mut wang = world.phone_of(&wang()).await;
    wang.pulls().await;
    assert_eq!(word(&wang.cosigns(&fitness_corner()).await), "accepted");
    assert!(only.event().await.is_some());
}

#[tokio::test]
async fn a_stop_ends_the_streams_and_waits_for_none_of_them() {
    let mut world = World::demo().await;
    let mut ear = Ear::at(world.address).await;
    assert!(ear.event().await.is_some());
    let began = Instant::now();
    world.restart().await;
    assert!(began.elapsed() < server::accept::DRAIN_TIMEOUT);
    assert_eq!(ear.event().await, None, "the stream ended");
    // The phone comes back by itself.
    assert!(Ear::at(world.address).await.event().await.is_some());
}
