//! App: the two shells. The public one is a whole document without any script; the private one is a
//! string built once, which every address under `/app` answers with, online and offline.

use crate::{
    pages::public::{
        self, LargePrint, Origin,
        demo::{Persona, demo},
        receipt::{ReceiptView, receipt},
        to,
    },
    parts::bar::public_bar,
    ports::{Delivery, Known, Standing},
    routes,
    standing::words,
    words::{Lang, election, meeting},
};
use leptos::prelude::*;
use rulebook::{
    Community, Millis,
    ids::{DecisionId, ElectionId, GridId, MeetingId, TopicId},
    meeting::Meeting,
    sync::Holding,
};

/// How a public page was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The path without its query, e.g. `/grids/g-03`.
    pub path: String,
    /// `?lang=en`.
    pub lang: Lang,
    /// `?elder=1`.
    pub elder: bool,
    /// The server's clock.
    pub now: Millis,
    /// Address of the style sheet, hashed name included.
    pub css: String,
    /// `https://…` without a slash at the end; empty where unknown. Stands in QR codes.
    pub origin: String,
}

/// A public page.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// `/`: the list of grids.
    Grids,
    /// `/grids/{id}`.
    Board(GridId),
    /// `/topics/{id}`.
    Topic(TopicId),
    /// A meeting's notice and its outcome.
    Meeting(MeetingId),
    /// What was decided and what becomes of it.
    Decision(DecisionId),
    /// An election, also as a notice on paper.
    Election(ElectionId),
    /// `/rules`.
    Rules,
    /// `/receipt`: what was typed, and what came of it.
    Receipt(String, ReceiptView),
    /// `/demo`.
    Demo(Vec<Persona>),
    /// Nothing at this address.
    NotFound,
}

impl Page {
    /// Whether there is such a page; the answer's status is 404 where there is not.
    pub fn exists(&self, community: &Community) -> bool {
        match self {
            Page::Board(id) => community.grid(id).is_some(),
            Page::Topic(id) => community.topic(id).is_some_and(|topic| topic.state.is_public()),
            Page::Meeting(id) => public_meeting(community, id).is_some(),
            Page::Decision(id) => community.decision(id).is_some(),
            Page::Election(id) => community.election(id).is_some(),
            Page::NotFound => false,
            Page::Grids | Page::Rules | Page::Receipt(..) | Page::Demo(_) => true,
        }
    }

    fn title(&self, community: &Community, lang: Lang) -> String {
        let w = lang.words();
        match self {
            Page::Grids => community.quarter().map_or(w.boards.into(), |q| q.name.clone()),
            Page::Board(id) => {
                community.grid(id).map_or(w.board_title.into(), |g| format!("{} · {}", g.name, w.board_title))
            }
            Page::Topic(id) => {
                community.topic(id).filter(|t| t.state.is_public()).map_or(w.topic.into(), |t| t.title.clone())
            }
            Page::Meeting(id) => public_meeting(community, id).map_or(lang.meeting().meeting.into(), |meeting| {
                let where_when = meeting::when_where(lang, meeting.starts, &meeting.place);
                format!("{} · {where_when}", meeting::kind(lang, meeting.kind))
            }),
            Page::Election(id) => community.election(id).map_or(lang.election().election.into(), |election| {
                let grid = community.grid(&election.grid).map_or_else(String::new, |grid| grid.name.clone());
                election::page_title(lang, &grid, election)
            }),
            Page::Decision(id) => {
                let topic = community.decision(id).and_then(|decision| community.topic(&decision.topic));
                let title = topic.map_or_else(String::new, |topic| topic.title.clone());
                format!("{} · {title}", lang.decision().notice_title)
            }
            Page::Rules => w.rules_title.into(),
            Page::Receipt(..) => w.receipt_title.into(),
            Page::Demo(_) => w.demo_title.into(),
            Page::NotFound => w.not_found.into(),
        }
    }
}

fn public_meeting<'a>(community: &'a Community, id: &MeetingId) -> Option<&'a Meeting> {
    community.meeting(id).filter(|meeting| public::meeting::is_public(meeting))
}

/// A whole public document. `holding` is what the public may see (or more: these pages show no
/// more than that); cheap to clone.
pub fn public_page(request: Request, holding: Holding, page: Page) -> String {
    Owner::new().with(|| {
        let demo_mode = holding.community().quarter().is_some_and(|q| q.demo);
        let title = page.title(holding.community(), request.lang);
        provide_context(still(&request));
        provide_context(Known(RwSignal::new(holding)));
        provide_context(LargePrint(request.elder));
        provide_context(Origin(request.origin.clone()));
        let robots = matches!(page, Page::Receipt(..) | Page::Demo(_) | Page::NotFound).then_some("noindex");
        let body = view! {
            <div class="frame">
                <a class="skip" href="#main">{words().skip}</a>
                {public_bar(&request.path, request.elder)}
                {demo_mode.then(|| view! { <aside class="demo-mark" aria-label=words().demo_title>{words().demo_mark}</aside> })}
                <main id="main" class="page">{content(page)}</main>
                {foot(demo_mode)}
            </div>
        };
        let html = body.to_html();
        document(&request, &title, robots, &html)
    })
}

/// Contexts for drawing the app where nothing moves and nothing is known: enough to ask its router
/// which addresses there are.
pub fn provide_stillness() {
    provide_context(still(&Request::default()));
    provide_context(Known(RwSignal::new(Holding::default())));
}

/// The addresses of the files that the private shell starts with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Start<'a> {
    /// The style sheet.
    pub css: &'a str,
    /// What wasm-bindgen made; `/boot.js` asks for it. Empty if the application is not built.
    pub script: &'a str,
    /// The module; that script asks for it.
    pub wasm: &'a str,
}

/// The private shell: first paint is drawn by the style sheet alone, `/boot.js` brings the rest. What that leads to is
/// named here already: otherwise each file is asked for only once the one before it has come, three ways to the server
/// instead of one.
pub fn private_shell(start: Start) -> String {
    let w = Lang::Zh.words();
    let ahead = if start.script.is_empty() {
        String::new()
    } else {
        format!(
            "<link rel=\"modulepreload\" href=\"{}\">\
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{}\" crossorigin>",
            escape(start.script),
            escape(start.wasm),
        )
    };
    format!(
        "<!DOCTYPE html><html lang=\"zh-CN\" data-shell><head><meta charset=\"utf-8\">{head}\
         <title>{name}</title><link rel=\"stylesheet\" href=\"{css}\">{ahead}<script type=\"module\" src=\"/boot.js\"></script></head>\
         <body><noscript><p class=\"notice notice-care\">{needs} <a href=\"/\">{boards}</a></p></noscript>\
         <div class=\"skeleton\" role=\"status\" aria-label=\"{loading}\"><div class=\"bone\"></div><div class=\"bone\"></div>\
         <div class=\"bone\"></div><div class=\"bone\"></div></div></body></html>",
        head = META,
        name = w.app_name,
        css = escape(start.css),
        needs = w.demo_private,
        boards = w.to_boards,
        loading = w.loading,
    )
}

/// What stands in the head of both.
const META: &str = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
    <meta name=\"theme-color\" content=\"#fffdfa\" media=\"(prefers-color-scheme: light)\">\
    <meta name=\"theme-color\" content=\"#211c17\" media=\"(prefers-color-scheme: dark)\">\
    <meta name=\"format-detection\" content=\"telephone=no\">\
    <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"><link rel=\"apple-touch-icon\" href=\"/apple-touch-icon.png\">\
    <link rel=\"manifest\" href=\"/manifest.webmanifest\">";

fn document(request: &Request, title: &str, robots: Option<&str>, body: &str) -> String {
    let lang = request.lang;
    let elder = if request.elder { " data-elder" } else { "" };
    let robots = robots.map_or(String::new(), |value| format!("<meta name=\"robots\" content=\"{value}\">"));
    format!(
        "<!DOCTYPE html><html lang=\"{}\"{elder}><head><meta charset=\"utf-8\">{META}{robots}<title>{} · {}</title>\
         <meta name=\"description\" content=\"{}\"><link rel=\"stylesheet\" href=\"{}\"></head><body>{body}</body></html>",
        lang.tag(),
        escape(title),
        lang.words().app_name,
        lang.words().tagline,
        escape(&request.css),
    )
}

/// Text inside the head, where Leptos does not escape it for us.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn content(page: Page) -> AnyView {
    match page {
        Page::Grids => public::grids::home().into_any(),
        Page::Board(id) => public::board::board(id).into_any(),
        Page::Topic(id) => public::topic::topic(id).into_any(),
        Page::Decision(id) => public::decision::decision(id).into_any(),
        Page::Election(id) => public::election::election(id).into_any(),
        Page::Meeting(id) => public::meeting::meeting(id).into_any(),
        Page::Rules => public::rules::rules().into_any(),
        Page::Receipt(code, shown) => receipt(code, shown).into_any(),
        Page::Demo(personas) => demo(personas).into_any(),
        Page::NotFound => public::not_found::not_found().into_any(),
    }
}

fn foot(demo_mode: bool) -> impl IntoView {
    let w = words();
    view! {
        <footer class="foot"><nav aria-label=w.main_nav>
            <a href=to(routes::BOARDS)>{w.boards}</a>
            <a href=to(routes::RULES)>{w.rules}</a>
            <a href=to(routes::RECEIPT)>{w.check_receipt}</a>
            {demo_mode.then(|| view! { <a href=to(routes::DEMO)>{w.demo_title}</a> })}
        </nav></footer>
    }
}

/// How things stand for a reader without a device: nothing moves.
fn still(request: &Request) -> Standing {
    Standing {
        me: Signal::stored(None),
        now: Signal::stored(request.now),
        delivery: Signal::stored(Delivery { connected: true, ..Delivery::default() }),
        errands: Signal::stored(Vec::new()),
        slips: Signal::stored(Vec::new()),
        lacks: Signal::stored(Vec::new()),
        profiles: Signal::stored(Vec::new()),
        update_ready: Signal::stored(false),
        can_install: Signal::stored(false),
        complete: Signal::stored(true),
        reading: Signal::stored(false),
        lang: RwSignal::new(request.lang),
        elder: RwSignal::new(request.elder),
    }
}
