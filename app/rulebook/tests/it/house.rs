//! House rules as tests: what must be absent stays absent.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

/// A reader of JSON has to name the floats, among all the kinds of value, to turn them away: these words may.
const EVERY_KIND: [&str; 2] = ["u128 f32 f64 char", "visit_f64<E>(self, _: f64)"];

fn absent(folder: &str, words: &[&str]) {
    for (path, text) in sources(folder) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let code = EVERY_KIND.iter().fold(code.to_owned(), |code, words| code.replace(words, ""));
            for word in words {
                assert!(!code.contains(word), "{}:{} has {word}", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn the_rulebook_knows_no_io_no_clock_no_chance_and_no_floats() {
    let io = ["std::", "extern crate std", "leptos", "axum", "web_sys", "tokio", "rusqlite", "sqlx"];
    absent("app/rulebook/src", &io);
    absent("app/rulebook/src", &["HashMap", "HashSet", "f32", "f64", "Instant", "SystemTime", "rand::", "getrandom"]);
}

#[test]
fn the_app_knows_no_platform_and_no_database() {
    absent("app/src", &["cfg(feature", "web_sys", "rusqlite", "sqlx", "#[server]", "js_sys", "gloo"]);
}

#[test]
fn every_file_says_which_room_it_is() {
    for folder in ["app/src", "app/rulebook/src", "app/rulebook/tests", "app/browser/src", "server/src"] {
        for (path, text) in sources(folder) {
            assert!(text.starts_with("//!"), "{} begins with //!", path.display());
        }
    }
}

#[test]
fn a_file_is_one_page_of_an_argument() {
    for folder in ["app/src", "app/rulebook/src", "app/browser/src", "server/src"] {
        for (path, text) in sources(folder) {
            // A list of labels is a table, not an argument; tests may take the room they need.
            if path.ends_with("words/zh.rs") || path.ends_with("words/en.rs") || path.ends_with("tests.rs") {
                continue;
            }
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().count();
            assert!(lines <= 400, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn prose_for_people_lives_in_the_words_only() {
    for folder in ["app/rulebook/src", "app/browser/src"] {
        for (path, text) in sources(folder) {
            for line in text.lines().filter(|l| !l.trim_start().starts_with("//")) {
                let code = line.split("//").next().unwrap_or_default();
                assert!(!code.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn nothing_awards_points_or_ranks_people() {
    for folder in ["app/src", "app/rulebook/src", "server/src"] {
        absent(folder, &["leaderboard", "ranking", "streak", "getCurrentPosition", "mileage", "score_of"]);
    }
}
