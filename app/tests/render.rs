//! App, tests: every page is drawn on the server side in both languages and both prints; each has
//! one main heading, no style attribute, no script, and labels for its controls.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "render_kit/polls.rs"]
mod polls;
#[path = "render_kit/talks.rs"]
mod talks;
#[path = "render_kit/village.rs"]
mod village;

use app::{
    later::{Shelf, desk_page, page},
    pages::public::{
        demo::Persona,
        receipt::{ReceiptView, Signed},
    },
    ports::{Delivery, Errand, ErrandState, Known, Me, Slip, Standing},
    shell::{Page, Request, Start, private_shell, public_page},
    words::{Lang, refusal::samples},
};
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use rulebook::{
    Intent,
    cosign::{Channel, CosignState},
    election::ElectionState,
    people::Role,
    sync::{Holding, Note},
};

/// Where the drawn pages are left for the eye, when asked for.
fn leave(name: &str, html: &str) {
    if let Ok(folder) = std::env::var("CHENGGE_DRAWN") {
        std::fs::write(format!("{folder}/{name}.html"), html).unwrap();
    }
}

fn check(name: &str, html: &str) {
    assert!(!html.contains(" style="), "{name}: a style attribute would break the content policy");
    let headings = html.matches("<h1").count();
    assert_eq!(headings, 1, "{name}: one main heading");
    assert!(html.matches("<main").count() == 1, "{name}: one main");
    for field in html.split("<input").skip(1) {
        let tag = field.split('>').next().unwrap_or_default();
        let named = tag.contains("id=")
            || tag.contains("type=\"radio\"")
            || tag.contains("type=\"checkbox\"")
            || tag.contains("type=\"hidden\"");
        let inside = html.contains("<label");
        assert!(named || inside, "{name}: a field without a label: {tag}");
    }
}

fn public(page: Page, path: &str, name: &str) {
    for lang in Lang::BOTH {
        for elder in [false, true] {
            let request = Request {
                path: path.into(),
                lang,
                elder,
                now: village::now(),
                css: "/app.css".into(),
                origin: "https://chengge.example".into(),
            };
            let html = public_page(request, Holding::of(village::community()), page.clone());
            assert!(!html.contains("<script"), "{name}: public pages carry no script");
            assert!(html.len() < 200_000, "{name}: {} bytes", html.len());
            check(name, &html);
            leave(&format!("p-{name}-{}{}", lang.tag(), if elder { "-elder" } else { "" }), &html);
        }
    }
}

#[test]
fn public_pages_are_whole_documents_without_script() {
    let signed = Signed {
        topic: "T-0302".into(),
        title: "更换健身角老化器材".into(),
        signed: village::now(),
        received: village::now(),
        channel: Channel::AssistedDoor,
        state: CosignState::Valid,
        locked: false,
    };
    let persona = Persona {
        person: "p-03-0000-0".into(),
        name: "宋敏".into(),
        place: Some("湛山社区第3网格".into()),
        posts: vec![Role::GridPartySecretary, Role::GridHead, Role::FullTimeGridWorker],
        resident: false,
        adult: true,
    };
    public(Page::Grids, "/", "grids");
    public(Page::Board("g-03".into()), "/grids/g-03", "board");
    public(Page::Topic("T-0302".into()), "/topics/T-0302", "topic");
    public(Page::Topic("T-0310".into()), "/topics/T-0310", "topic-submitted");
    public(Page::Rules, "/rules", "rules");
    public(Page::Receipt(String::new(), ReceiptView::Ask), "/receipt", "receipt");
    public(Page::Receipt("7K3MQ2XA94TD0HRE".into(), ReceiptView::Found(signed)), "/receipt", "receipt-found");
    public(Page::Receipt("7K3MQ2XA94TD0HRE".into(), ReceiptView::Unknown), "/receipt", "receipt-unknown");
    public(Page::Demo(vec![persona]), "/demo", "demo");
    public(Page::NotFound, "/nowhere", "not-found");
}

#[test]
fn a_draft_is_nowhere_in_public() {
    let request = Request { path: "/topics/T-0399".into(), ..Request::default() };
    let html = public_page(request, Holding::of(village::community()), Page::Topic("T-0399".into()));
    assert!(!html.contains("草稿里的事"));
    assert!(!Page::Topic("T-0399".into()).exists(&village::community()));
}

#[test]
fn no_resident_is_named_in_public() {
    for page in [Page::Grids, Page::Board("g-03".into()), Page::Topic("T-0302".into()), Page::Rules] {
        let html =
            public_page(Request { now: village::now(), ..Request::default() }, Holding::of(village::community()), page);
        assert!(!html.contains("王秀兰"), "residents are never named in public");
    }
}

fn standing(lang: Lang, elder: bool, who: Option<&str>) -> Standing {
    let me = who.map(|id| Me { person: id.into(), device: "d-1".into(), name: "宋敏".into(), pending: false });
    let refused = |refusal: &rulebook::Refusal, n| Errand {
        id: "a".into(),
        n,
        intent: Intent::RevokeCosign { topic: "T-0302".into() },
        at: village::now(),
        state: ErrandState::Refused(Note::from(refusal)),
    };
    let errands: Vec<Errand> = samples().iter().zip(1..).map(|(refusal, n)| refused(refusal, n)).collect();
    let delivery =
        Delivery { pending: 3, oldest: Some(rulebook::Millis(village::now().0 - 7_200_000)), ..Delivery::default() };
    let slip =
        Slip { code: "7K3MQ2XA94TD0HRE".into(), title: "更换健身角老化器材".into(), at: village::now() };
    Standing {
        me: Signal::stored(me),
        now: Signal::stored(village::now()),
        delivery: Signal::stored(delivery),
        errands: Signal::stored(errands),
        slips: Signal::stored(vec![slip]),
        lacks: Signal::stored(Vec::new()),
        profiles: Signal::stored(Vec::new()),
        update_ready: Signal::stored(false),
        can_install: Signal::stored(false),
        complete: Signal::stored(true),
        reading: Signal::stored(false),
        lang: RwSignal::new(lang),
        elder: RwSignal::new(elder),
    }
}

fn private(path: &str, who: Option<&str>, lang: Lang, elder: bool) -> String {
    private_in(village::community(), path, who, lang, elder)
}

fn private_in(community: rulebook::Community, path: &str, who: Option<&str>, lang: Lang, elder: bool) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(RequestUrl::new(path));
        provide_context(Shelf { later: page, desk: desk_page });
        provide_context(Known(RwSignal::new(Holding::of(community))));
        provide_context(standing(lang, elder, who));
        app::App().to_html()
    });
    let elder = if elder { " data-elder" } else { "" };
    format!(
        "<!DOCTYPE html><html lang=\"{}\"{elder}><head><meta charset=utf-8><meta name=viewport content=\"width=device-width,initial-scale=1\"><link rel=stylesheet href=/app.css></head><body>{html}</body></html>",
        lang.tag()
    )
}

#[test]
fn private_pages_are_drawn_in_both_languages() {
    let song = Some("p-03-song");
    let wang = Some("p-03-0000-0");
    let pages = [
        ("/app", song, "home"),
        ("/app", None, "stranger"),
        ("/app", wang, "home-resident"),
        ("/app/round", song, "round"),
        ("/app/round/b-03-05", song, "stairwell"),
        ("/app/round/b-03-05/hh-03-0000/sign/T-0302", song, "cosign"),
        ("/app/round/b-03-05/hh-03-0000/lead", song, "lead"),
        ("/app/topics", wang, "topics"),
        ("/app/topics/new", wang, "draft"),
        ("/app/topics/T-0302", wang, "topic"),
        ("/app/topics/T-0302/sign", wang, "sign"),
        ("/app/topics/T-0302/edit", wang, "edit"),
        ("/app/review", song, "review"),
        ("/app/review/T-0310", song, "judge"),
        ("/app/meetings", song, "meetings"),
        ("/app/meetings/new", song, "meeting-call"),
        ("/app/meetings/mediation", song, "mediation-call"),
        ("/app/meetings/mediation", wang, "mediation-call-resident"),
        ("/app/meetings/m-none", song, "meeting-none"),
        ("/app/decisions/d-none", song, "decision-none"),
        ("/app/elections", song, "elections"),
        ("/app/elections/new", song, "election-announce"),
        ("/app/elections/e-none", song, "election-none"),
        ("/app/elections/e-none/run", song, "election-run-none"),
        ("/app/outbox", song, "outbox"),
        ("/app/me", song, "me"),
        ("/app/me/enrol", song, "offer"),
        ("/app/enrol", None, "enrol"),
        ("/app/demo", None, "enter-demo"),
        ("/app/nowhere", song, "nowhere"),
    ];
    for (path, who, name) in pages {
        for lang in Lang::BOTH {
            for elder in [false, true] {
                let html = private(path, who, lang, elder);
                leave(&format!("a-{name}-{}{}", lang.tag(), if elder { "-elder" } else { "" }), &html);
                check(name, &html);
            }
        }
    }
}

#[test]
fn every_refusal_in_the_outbox_shows_its_clause_and_a_next_step() {
    for lang in Lang::BOTH {
        let html = private("/app/outbox", Some("p-03-song"), lang, false);
        let count = samples().len();
        assert_eq!(html.matches("data-testid=\"clause\"").count(), count);
        assert_eq!(html.matches("data-testid=\"next-step\"").count(), count);
    }
}

#[test]
fn the_private_shell_paints_before_any_code_has_run() {
    let start = Start { css: "/pkg/chengge.css", script: "/pkg/chengge.js", wasm: "/pkg/chengge.wasm" };
    let shell = private_shell(start);
    assert!(
        shell.contains("data-shell")
            && shell.contains("<script type=\"module\" src=\"/boot.js\">")
            && shell.contains("class=\"skeleton\"")
    );
    assert!(!shell.contains(" style="));
    for ahead in ["\"modulepreload\" href=\"/pkg/chengge.js\"", "\"preload\" as=\"fetch\""] {
        assert!(shell.contains(ahead), "{ahead}");
    }
    assert!(!private_shell(Start { script: "", wasm: "", ..start }).contains("preload"), "nothing is built");
}

fn notice(state: ElectionState, found: u32, lang: Lang) -> String {
    let request = Request { path: "/elections/e".into(), lang, now: village::now(), ..Request::default() };
    public_page(request, Holding::of(polls::community(state, found)), Page::Election("e".into()))
}

#[test]
fn an_election_is_drawn_at_every_step_for_everybody_and_for_those_who_run_it() {
    for state in polls::STATES {
        for lang in Lang::BOTH {
            let html = notice(state, 699, lang);
            assert!(!html.contains("<script"));
            assert!(html.len() < 40_000, "{state:?}: {} bytes", html.len());
            check("election", &html);
            leave(&format!("p-election-{state:?}-{}", lang.tag()), &html);
            for (path, who) in [
                ("/app/elections", "p-03-song"),
                ("/app/elections/e", "p-03-0000-0"),
                ("/app/elections/e/run", "p-03-song"),
            ] {
                let html = private_in(polls::community(state, 699), path, Some(who), lang, false);
                check(path, &html);
                leave(&format!("a-{}-{state:?}-{}", path.replace('/', "-"), lang.tag()), &html);
            }
        }
    }
}

#[test]
fn a_vote_on_a_recall_is_drawn_at_every_step_and_its_public_page_keeps_the_reasons_in_the_grid() {
    use rulebook::election::recall::How;
    // Nothing is nominated, voted on again or handed over in it.
    let steps = [
        (ElectionState::Announced, None, "已公告，登记选民"),
        (ElectionState::RollPublished, None, "选民名单已公布"),
        (ElectionState::CandidatesPublished, None, "名单已确定，等投票"),
        (ElectionState::Voting, None, "投票中"),
        (ElectionState::Counting, None, "计票中"),
        (ElectionState::Valid, None, "投票有效"),
        (ElectionState::Void, None, "要重新公告投票"),
        (ElectionState::Void, Some(How::Stays), "参加投票的人没有过半数，徐卫东留任"),
        (ElectionState::Void, Some(How::Left), "没有什么可投的"),
        (ElectionState::Complete, Some(How::Recalled), "席位空缺，可以补选"),
        (ElectionState::Published, Some(How::Stays), "同意罢免的没有过投票人数的半数，徐卫东留任"),
    ];
    for (state, how, says) in steps {
        for lang in Lang::BOTH {
            let community = polls::recall(state, how);
            let request = Request { path: "/elections/v".into(), lang, now: village::now(), ..Request::default() };
            let html = public_page(request, Holding::of(community.clone()), Page::Election("v".into()));
            check("recall", &html);
            leave(&format!("p-recall-{state:?}-{how:?}-{}", lang.tag()), &html);
            assert!(html.contains("徐卫东"), "{state:?}: who would be recalled is named");
            assert!(!html.contains("三次不到会") && !html.contains("生病住院"), "{state:?}");
            assert!(!html.contains("data-testid=\"candidates\""), "{state:?}: nobody stands");
            if lang == Lang::Zh {
                assert!(html.contains(says), "{state:?} {how:?}: {says}");
            }
            for (path, who) in [
                ("/app/elections", "p-03-song"),
                ("/app/elections/e", "p-03-0000-0"),
                ("/app/elections/e", "p-03-song"),
                ("/app/elections/v", "p-03-0000-0"),
                ("/app/elections/v/run", "p-03-song"),
                ("/app/elections/new", "p-03-song"),
            ] {
                let html = private_in(community.clone(), path, Some(who), lang, false);
                check(path, &html);
                leave(&format!("a-recall{}-{who}-{state:?}-{how:?}-{}", path.replace('/', "-"), lang.tag()), &html);
                if path.ends_with("/e") {
                    assert!(html.contains("三次不到会") && html.contains("那时生病住院"), "the grid reads both");
                }
            }
        }
    }
}

#[test]
fn the_sum_of_a_recall_is_written_out() {
    use rulebook::election::recall::How;
    let request = Request { path: "/elections/v".into(), lang: Lang::Zh, now: village::now(), ..Request::default() };
    let community = polls::recall(ElectionState::Complete, Some(How::Recalled));
    let html = public_page(request, Holding::of(community), Page::Election("v".into()));
    assert!(html.contains("699 × 2 = 1398 &gt; 1300 → 参加投票的人过半数"), "{html}");
    assert!(html.contains("400 × 2 = 800 &gt; 699 → 够票数") && html.contains("赞成 400 · 反对 290"));
    assert!(!html.contains("另行选举"), "a recall is not run off");
}

#[test]
fn s59_one_paper_more_than_handed_out_voids_it_and_the_sum_says_so() {
    let more = notice(ElectionState::Void, 701, Lang::Zh);
    assert!(more.contains("701 &gt; 700，多 1 张 → 选举无效"), "{more}");
    assert!(more.contains("选举无效；网格党组织重新公告"), "what comes next");
    let fewer = notice(ElectionState::Valid, 699, Lang::Zh);
    assert!(fewer.contains("699 ≤ 700 → 票数有效"));
    assert!(fewer.contains("699 × 2 = 1398 &gt; 1300"), "more than half of the roll");
    let equal = notice(ElectionState::Valid, 700, Lang::En);
    assert!(equal.contains("700 ≤ 700"));
}

#[test]
fn s59_those_tied_for_the_last_seat_are_said_to_be_voted_on_again() {
    let html = notice(ElectionState::Valid, 699, Lang::Zh);
    assert!(html.contains("2 人票数相同，争 1 个名额：在他们中间再投一次"));
    assert!(html.contains("380 × 2 = 760 &gt; 699 → 够票数"));
}

#[test]
fn an_elections_public_page_names_nobody_of_the_roll_and_no_candidate_before_the_list() {
    for state in polls::STATES {
        let html = notice(state, 699, Lang::Zh);
        assert!(!html.contains("王秀兰") && !html.contains("漏了我女儿"), "{state:?}");
        let listed = state >= ElectionState::CandidatesPublished;
        assert_eq!(html.contains("周国栋"), listed, "{state:?}");
        assert!(html.contains("李晨"), "who sits on the board is public: {state:?}");
    }
}

#[test]
fn a_mediation_is_drawn_for_its_parties_and_its_mediator_with_the_way_out() {
    let drawn = |who, lang| private_in(talks::mediation(), "/app/meetings/m", Some(who), lang, false);
    for lang in Lang::BOTH {
        for who in ["p-03-0000-0", "p-03-0001-0", "p-03-song"] {
            let html = drawn(who, lang);
            check("mediation", &html);
            leave(&format!("a-mediation-{who}-{}", lang.tag()), &html);
            assert!(html.contains("楼上漏水") && html.contains("data-testid=\"stop-now\""), "{who}");
            assert_eq!(html.matches("data-testid=\"party\"").count(), 2, "{who}");
            assert_eq!(html.contains("data-testid=\"agree\""), who == "p-03-0001-0", "who has not agreed: {who}");
            assert_eq!(html.contains("id=\"invite\""), who == "p-03-song", "the mediator: {who}");
            assert!(!html.contains("data-testid=\"send-notice\""), "not before all agreed: {who}");
        }
    }
    let public = Request { now: village::now(), ..Request::default() };
    let html = public_page(public, Holding::of(talks::mediation()), Page::Meeting("m".into()));
    assert!(!html.contains("楼上漏水") && !html.contains("李晨"), "behind closed doors");
}

#[test]
fn what_became_of_an_objection_stands_in_sentences_on_both_pages() {
    for (upheld, zh, en) in [
        (None, "等待裁定；到", "A ruling is awaited"),
        (Some(false), "异议不成立，决定照办（街办函〔2026〕12号）", "dismissed, the decision goes on"),
        (Some(true), "异议成立，决定撤销（街办函〔2026〕12号）", "upheld, the decision is annulled"),
    ] {
        for (lang, said) in [(Lang::Zh, zh), (Lang::En, en)] {
            let request = Request { lang, now: village::now(), ..Request::default() };
            let html = public_page(request, Holding::of(talks::decision(upheld)), Page::Decision("d".into()));
            check("decision", &html);
            assert!(html.contains(said), "{upheld:?} {lang:?}");
            let own = |who| private_in(talks::decision(upheld), "/app/decisions/d", Some(who), lang, false);
            let html = own("p-rc");
            check("decision", &html);
            leave(&format!("a-ruling-{upheld:?}-{}", lang.tag()), &html);
            assert!(html.contains(said), "{upheld:?} {lang:?}");
            assert_eq!(html.contains("data-testid=\"ruling\""), upheld.is_none(), "while it is open");
            assert_eq!(html.contains("data-testid=\"set-aside\""), upheld != Some(true), "while it stands");
            let html = own("p-03-0001-0");
            assert!(!html.contains("data-testid=\"ruling\"") && !html.contains("data-testid=\"set-aside\""));
        }
    }
}
