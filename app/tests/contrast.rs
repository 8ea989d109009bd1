//! App, tests: every pair of text and ground that the style sheets use reaches 4.5:1 — light, dark
//! and in high contrast. The numbers are worked out from `style/tokens.css` itself.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../style/tokens.css");

/// Lightness 0–1, chroma, hue in degrees.
type Oklch = (f64, f64, f64);
type Theme = BTreeMap<String, Oklch>;

/// Text and the grounds it stands on.
const PAIRS: &[(&str, &[&str])] = &[
    (
        "ink",
        &["paper", "card", "sunken", "orange-wash", "green-wash", "blue-wash", "red-wash", "amber-wash", "violet-wash"],
    ),
    ("ink-2", &["paper", "card", "sunken", "orange-wash", "green-wash", "red-wash", "amber-wash"]),
    ("orange-text", &["paper", "card", "orange-wash"]),
    ("on-orange", &["orange", "orange-press"]),
    ("green", &["paper", "card", "green-wash"]),
    ("blue", &["paper", "card", "blue-wash"]),
    ("red", &["paper", "card", "red-wash"]),
    ("amber", &["paper", "card", "amber-wash"]),
    ("violet", &["paper", "card", "violet-wash"]),
    ("on-seal", &["seal"]),
    ("paper", &["ink"]),
];

fn theme(blocks: &[&str]) -> Theme {
    let mut theme = Theme::new();
    for line in blocks.iter().flat_map(|block| block.lines()) {
        let Some((name, value)) = line.trim().strip_prefix("--").and_then(|l| l.split_once(": oklch(")) else {
            continue;
        };
        let inside = value.split(')').next().unwrap_or_default();
        let numbers: Vec<f64> = inside.split_whitespace().take(3).filter_map(|n| n.parse().ok()).collect();
        if let [l, c, h] = numbers[..] {
            theme.insert(name.into(), (l, c, h));
        }
    }
    theme
}

/// OKLCH to linear sRGB (B. Ottosson's matrices), each channel held in gamut, to WCAG luminance.
fn luminance((l, c, h): Oklch) -> f64 {
    let (a, b) = (c * h.to_radians().cos(), c * h.to_radians().sin());
    let cone = |ka: f64, kb: f64| (l + ka * a + kb * b).powi(3);
    let (x, y, z) = (
        cone(0.396_337_777_4, 0.215_803_757_3),
        cone(-0.105_561_345_8, -0.063_854_172_8),
        cone(-0.089_484_177_5, -1.291_485_548),
    );
    let red = 4.076_741_662_1 * x - 3.307_711_591_3 * y + 0.230_969_929_2 * z;
    let green = -1.268_438_004_6 * x + 2.609_757_401_1 * y - 0.341_319_396_5 * z;
    let blue = -0.004_196_086_3 * x - 0.703_418_614_7 * y + 1.707_614_701 * z;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
}

fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn check(name: &str, blocks: &[&str]) {
    let theme = theme(blocks);
    let mut bad = Vec::new();
    for (text, grounds) in PAIRS {
        for ground in *grounds {
            let ratio = contrast(theme[*text], theme[*ground]);
            if ratio < 4.5 {
                bad.push(format!("{text} on {ground}: {ratio:.2}"));
            }
        }
    }
    assert!(bad.is_empty(), "{name}: {}", bad.join(", "));
}

fn parts() -> (&'static str, &'static str, &'static str) {
    let (light, rest) = TOKENS.split_once("@media (prefers-color-scheme: dark)").expect("a dark theme");
    let (dark, more) = rest.split_once("@media (prefers-contrast: more)").expect("a high-contrast theme");
    (light, dark, more)
}

#[test]
fn the_sum_is_right_for_black_on_white() {
    assert!((contrast((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)) - 21.0).abs() < 0.1);
}

#[test]
fn light_is_readable() {
    check("light", &[parts().0]);
}

#[test]
fn dark_is_readable() {
    let (light, dark, _) = parts();
    check("dark", &[light, dark]);
}

#[test]
fn sunlight_is_readable_by_day_and_by_night() {
    let (light, dark, more) = parts();
    check("high contrast over light", &[light, more]);
    check("high contrast over dark", &[light, dark, more]);
}

#[test]
fn no_colour_stands_outside_the_tokens() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../style");
    let mut files = vec![std::path::PathBuf::from(root)];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|kind| kind == "css") && !path.ends_with("tokens.css") {
            let text = std::fs::read_to_string(&path).unwrap();
            // A QR code stays black on white, and paper is white, whatever the theme.
            let named = text.lines().filter(|l| !l.contains(".qr") && !l.contains("black") && !l.contains("white"));
            let stray: Vec<&str> = named
                .filter(|l| l.contains('#') && l.contains(": #") || l.contains("oklch(") || l.contains("rgb("))
                .collect();
            assert!(stray.is_empty(), "{}: {stray:?}", path.display());
        }
    }
}
