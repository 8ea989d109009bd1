//! One syncing tab: a Web Lock held while a tab talks to the server. Where the browser has no Web Locks, or a
//! frozen tab never lets go, syncing goes on without: the server takes the same act twice and keeps one.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What asking for the lock brought.
pub enum Claim {
    /// This tab holds it until the value is dropped.
    Held(Held),
    /// Another tab holds it.
    Busy,
    /// This browser has no Web Locks.
    Unknown,
}

/// A held lock; dropping it lets go.
pub struct Held {
    release: Function,
}

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, which `web_sys` still calls unstable.
    #[wasm_bindgen(extends = Object)]
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &Object, held: &Function) -> Result<Promise, JsValue>;
}

impl Drop for Held {
    fn drop(&mut self) {
        // The lock ends with its promise.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Whether this browser has Web Locks.
pub fn are_there() -> bool {
    manager().is_some()
}

/// Asks for the lock `name` and waits for nobody.
pub async fn claim(name: &str) -> Claim {
    let Some(locks) = manager() else { return Claim::Unknown };
    match ask(&locks, name).await {
        Ok(Some(held)) => Claim::Held(held),
        Ok(None) => Claim::Busy,
        Err(_) => Claim::Unknown,
    }
}

async fn ask(locks: &Locks, name: &str) -> Result<Option<Held>, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into())?;
    let mut granted = None;
    let answer = Promise::new(&mut |resolve, _| granted = Some(resolve));
    let Some(granted) = granted else { return Ok(None) };
    // Called once with the lock, or with null. Returns the promise that keeps the lock, whose resolver is the answer.
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            let _ = granted.call1(&JsValue::NULL, &JsValue::NULL);
            return JsValue::UNDEFINED;
        }
        Promise::new(&mut |release, _| {
            let _ = granted.call1(&JsValue::NULL, &release);
        })
        .into()
    });
    let ended = locks.request(name, &options, callback.unchecked_ref())?;
    spawn_local(async move {
        // Heard so that a stolen or aborted lock is no unhandled rejection.
        let _ = JsFuture::from(ended).await;
    });
    let release = JsFuture::from(answer).await?;
    Ok(release.dyn_into::<Function>().ok().map(|release| Held { release }))
}

fn manager() -> Option<Locks> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}
