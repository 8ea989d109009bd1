//! Server: the built application's files. `/pkg` holds the files of one build; `/boot.js` and
//! `/sw.js` are made at start-up, the first from the hashes, the second from its hand-written template
//! and the list of everything a phone needs without network.

use crate::codec;
use app::shell::Start;
use axum::{
    body::Bytes,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// The name cargo-leptos builds under.
pub const NAME: &str = "chengge";
/// A file to be asked for again each time.
pub const ASK: HeaderValue = HeaderValue::from_static("no-cache");

/// Files that are never precached: made here, not for phones, or the compressed twins.
const NOT_CACHED: [&str; 3] = ["sw.js", "robots.txt", "hash.txt"];
/// Endings of compressed twins and of what only developers read.
const NOT_CACHED_ENDINGS: [&str; 4] = [".br", ".gz", ".map", ".d.ts"];

/// How the names of files begin that belong to one build and may lie beside those of another.
const OF_A_BUILD: [&str; 4] = [NAME, "__wasm_split", "split_", "chunk_"];

/// What was found of the built application.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Names this build; changes whenever any file does.
    pub build: String,
    /// Path of the stylesheet.
    pub style: String,
    /// Path of the script that wasm-bindgen made.
    pub script: String,
    /// Path of the WebAssembly module.
    pub wasm: String,
    /// Whether there is an application to boot at all.
    pub complete: bool,
    /// Paths of the files that the script fetches by itself: parts of the module, and what loads them.
    parts: Vec<String>,
    /// Hashes of what stands in the files of this build, by their URLs.
    revisions: BTreeMap<String, String>,
    boot: Bytes,
    worker: Bytes,
}

impl Assets {
    /// Looks at a built site. A site that is not there gives an application that cannot boot; the
    /// public pages and the API are served all the same.
    ///
    /// # Errors
    /// When a file that is there cannot be read.
    pub fn find(site: &Path, hashes: &Path) -> io::Result<Self> {
        let hashes = read_hashes(hashes);
        let path = |ending: &str| pkg_path(site, &hashes, ending);
        let (script, wasm, style) = (path("js"), path("wasm"), path("css"));
        let complete = script.is_some() && wasm.is_some();
        let mut assets = Self {
            script: script.unwrap_or_default(),
            wasm: wasm.unwrap_or_default(),
            style: style.unwrap_or_else(|| format!("/pkg/{NAME}.css")),
            complete,
            ..Self::default()
        };
        assets.parts = parts_of(site, &assets.script)?;
        assets.boot = boot_script(&assets).into();
        Ok(assets)
    }

    /// What the shell starts with.
    pub fn start(&self) -> Start<'_> {
        let (script, wasm) = if self.complete { (&*self.script, &*self.wasm) } else { ("", "") };
        Start { css: &self.style, script, wasm }
    }

    /// Makes the service worker from its template, once the shell is known.
    ///
    /// # Errors
    /// When a file of the site cannot be read.
    pub fn with_worker(mut self, site: &Path, shell: &str) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        if self.complete {
            collect(site, site, &self, &mut files)?;
            files.insert("/boot.js".to_owned(), revision(&self.boot));
            files.insert("/app".to_owned(), revision(shell.as_bytes()));
        }
        self.build = revision(json!(files).to_string().as_bytes());
        let list: Vec<_> = files.iter().map(|(url, revision)| json!({ "url": url, "revision": revision })).collect();
        if let Ok(template) = fs::read_to_string(site.join("sw.js")) {
            let worker = template.replace("__MANIFEST__", &json!(list).to_string()).replace("__BUILD__", &self.build);
            let worker = worker.replace("__WORDS__", &app::words::push::for_worker());
            self.worker = worker.into();
        }
        self.revisions = files;
        Ok(self)
    }

    /// Names what stands in a file of this build, for whoever has kept one under the same URL.
    pub fn tag(&self, url: &str) -> Option<HeaderValue> {
        HeaderValue::try_from(format!("W/\"{}\"", self.revisions.get(url)?)).ok()
    }

    /// `GET /boot.js`.
    pub fn boot(&self) -> Response {
        script(self.boot.clone())
    }

    /// `GET /sw.js`.
    pub fn worker(&self) -> Option<Response> {
        (!self.worker.is_empty()).then(|| script(self.worker.clone()))
    }
}

fn script(body: Bytes) -> Response {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, ASK)], body).into_response()
}

fn boot_script(assets: &Assets) -> String {
    if !assets.complete {
        return "throw new Error('the application is not built');\n".into();
    }
    let (script, wasm) = (&assets.script, &assets.wasm);
    format!("import init, {{ hydrate }} from '{script}';\nawait init({{ module_or_path: '{wasm}' }});\nhydrate();\n")
}

/// `js: hash` lines as cargo-leptos writes them; none if the build was without hashes.
fn read_hashes(file: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let pair = |line: &str| line.split_once(':').map(|(kind, hash)| (kind.trim().to_owned(), hash.trim().to_owned()));
    text.lines().filter_map(pair).collect()
}

/// The hashed file if the hash is known and the file there, else the newest of that kind.
fn pkg_path(site: &Path, hashes: &BTreeMap<String, String>, ending: &str) -> Option<String> {
    let pkg = site.join("pkg");
    if let Some(hash) = hashes.get(ending) {
        let name = format!("{NAME}.{hash}.{ending}");
        if pkg.join(&name).is_file() {
            return Some(format!("/pkg/{name}"));
        }
    }
    let mut found: Vec<(std::time::SystemTime, String)> = fs::read_dir(&pkg)
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.file_name().into_string().ok()?)))
        .filter(|(_, name)| name.starts_with(NAME) && name.ends_with(&format!(".{ending}")))
        .collect();
    found.sort();
    found.pop().map(|(_, name)| format!("/pkg/{name}"))
}

/// The parts of the module: the script names what loads them, and that names them. Found in the text, for the manifest
/// that cargo-leptos writes names them by what they are for and the loader not at all.
fn parts_of(site: &Path, script: &str) -> io::Result<Vec<String>> {
    let pkg = site.join("pkg");
    let mut parts = Vec::new();
    let mut unread: Vec<PathBuf> = script.strip_prefix("/pkg/").map(|name| pkg.join(name)).into_iter().collect();
    while let Some(file) = unread.pop() {
        let text = fs::read_to_string(&file)?;
        for name in text.split(['"', '\'', '`']).filter_map(|word| word.strip_prefix("./")) {
            let (path, url) = (pkg.join(name), format!("/pkg/{name}"));
            if url == script || parts.contains(&url) || name.contains('/') || !path.is_file() {
                continue;
            }
            if name.ends_with(".js") {
                unread.push(path);
            }
            parts.push(url);
        }
    }
    parts.sort();
    Ok(parts)
}

/// Every file of the site by its URL, with the hash of its content. Of the hashed files only those of
/// this build: older ones may still lie beside them.
fn collect(root: &Path, folder: &Path, assets: &Assets, files: &mut BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            collect(root, &path, assets, files)?;
            continue;
        }
        let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) else { continue };
        let url = format!("/{name}");
        let ours = [&assets.script, &assets.wasm, &assets.style].contains(&&url) || assets.parts.contains(&url);
        let older =
            OF_A_BUILD.iter().any(|start| name.strip_prefix("pkg/").is_some_and(|name| name.starts_with(start)))
                && !ours;
        if older || NOT_CACHED.contains(&name) || NOT_CACHED_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        files.insert(url, revision(&fs::read(&path)?));
    }
    Ok(())
}

fn revision(bytes: &[u8]) -> String {
    codec::sha256_hex(bytes).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pkg")).unwrap();
        for (name, text) in [
            ("pkg/chengge.OLD.js", "old"),
            ("pkg/chengge.NEW.js", "import*as a from\"./__wasm_split.NEW.js\";"),
            ("pkg/__wasm_split.NEW.js", "new URL(\"./split_half.NEW.wasm\")"),
            ("pkg/__wasm_split.OLD.js", "old"),
            ("pkg/split_half.NEW.wasm", "half"),
            ("pkg/split_half.OLD.wasm", "old"),
            ("pkg/chengge.NEW.wasm", "wasm"),
            ("pkg/chengge.NEW.wasm.br", "br"),
            ("pkg/chengge.NEW.css", "css"),
            ("sw.js", "const BUILD = '__BUILD__'; const MANIFEST = __MANIFEST__;"),
            ("manifest.webmanifest", "{}"),
            ("robots.txt", ""),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        fs::write(folder.path().join("hash.txt"), "js: NEW\nwasm: NEW\ncss: NEW\n").unwrap();
        folder
    }

    #[test]
    fn the_worker_lists_this_build_and_nothing_else() {
        let folder = site();
        let find = || Assets::find(folder.path(), &folder.path().join("hash.txt")).unwrap();
        let assets = find().with_worker(folder.path(), "<html>").unwrap();
        let worker = String::from_utf8(assets.worker.to_vec()).unwrap();
        for url in [
            "/app",
            "/boot.js",
            "/manifest.webmanifest",
            "/pkg/chengge.NEW.js",
            "/pkg/chengge.NEW.wasm",
            "/pkg/chengge.NEW.css",
            "/pkg/__wasm_split.NEW.js",
            "/pkg/split_half.NEW.wasm",
        ] {
            assert!(worker.contains(&format!("\"{url}\"")), "{url} in {worker}");
        }
        assert_eq!(worker.matches("\"url\"").count(), 8);
        assert!(worker.contains(&format!("BUILD = '{}'", assets.build)));
        let other = find().with_worker(folder.path(), "<html lang>").unwrap();
        assert_ne!(other.build, assets.build, "another shell is another build");
    }

    #[test]
    fn a_site_that_was_never_built_cannot_boot_but_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let assets = Assets::find(folder.path(), Path::new("none")).unwrap().with_worker(folder.path(), "").unwrap();
        assert!(!assets.complete && assets.worker().is_none());
    }
}
