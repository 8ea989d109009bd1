//! Being called: asks the browser for a place at its push service, tells the server of it, and takes both back. Off means
//! that neither has anything left. A browser is one person's here: whoever turned it on last.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use rulebook::json;
use serde::Deserialize;
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use app::ports::{Calls, Wish};

use crate::door::Trouble;
use crate::handset::{Handset, Session, log};
use crate::idb::within;
use crate::{settings, worker};

const PATH: &str = "/api/v1/push";
const KEY: &str = "/api/v1/push/key";
/// A worker that is not ready by then will not be.
const PATIENCE_MS: u32 = 10_000;

/// Why it was not done.
enum Undone {
    /// By the browser, which has no push service or does not let us.
    Browser(JsValue),
    /// By the server, or on the way to it.
    Door(Trouble),
}

impl From<JsValue> for Undone {
    fn from(error: JsValue) -> Self {
        Self::Browser(error)
    }
}

impl From<Trouble> for Undone {
    fn from(trouble: Trouble) -> Self {
        Self::Door(trouble)
    }
}

#[derive(Deserialize)]
struct Key {
    key: String,
}

/// How it stands for the person in use; with a wish, after it was carried out.
pub async fn calls(handset: &Handset, wish: Option<Wish>) -> Calls {
    let (Some(session), Some(manager)) = (handset.session(), manager().await) else { return Calls::Unable };
    let done = match wish {
        None => Ok(()),
        Some(Wish::On(quiet)) => turn_on(handset, &session, &manager, quiet).await,
        Some(Wish::Off) => turn_off(&session, &manager).await,
    };
    let now = standing(&session, &manager).await;
    match (done, now) {
        (Ok(()), now) | (Err(_), now @ (Calls::On(_) | Calls::Denied)) => now,
        (Err(Undone::Browser(error)), _) => {
            log(&format!("no push: {error:?}"));
            Calls::Unable
        }
        (Err(Undone::Door(trouble)), _) => {
            log(&format!("no push: {trouble:?}"));
            Calls::NeedsNetwork
        }
    }
}

/// At the beginning of a visit: says again what holds, in today's language, and finishes taking back. A server that was
/// restored knows of neither.
pub async fn mend(handset: &Handset) {
    let Some(session) = handset.session() else { return };
    if settings::no_push().as_deref() == Some(&session.device()) && tell_off(&session).await.is_ok() {
        settings::set_no_push(None);
    }
    if settings::push().is_none() {
        return;
    }
    let Some(manager) = manager().await else { return };
    if let Calls::On(quiet) = standing(&session, &manager).await
        && turn_on(handset, &session, &manager, quiet).await.is_err()
    {
        log("push could not be mended, next time");
    }
}

async fn turn_on(
    handset: &Handset,
    session: &Session,
    manager: &JsValue,
    quiet: Option<(u16, u16)>,
) -> Result<(), Undone> {
    // First of all, while the tap is fresh. A no, or no answer, is the person's own and stands as it is.
    let permission = Reflect::get(&js_sys::global(), &"Notification".into())?;
    if call(&permission, "requestPermission", None).await?.as_string().as_deref() != Some("granted") {
        return Ok(());
    }
    let answer = session.door.get(&session.keys, KEY).await?;
    let Key { key } = json::read(&answer).map_err(|error| Trouble::NoConnection(error.to_string()))?;
    let subscription = match subscribe(manager, &key).await {
        Ok(subscription) => subscription,
        // There is one under another server's key, or an older one of this.
        Err(_) => {
            unsubscribe(manager).await?;
            subscribe(manager, &key).await?
        }
    };
    let text = js_sys::JSON::stringify(&subscription)?;
    let told: serde_json::Value = serde_json::from_str(&String::from(text)).unwrap_or_default();
    let lang = handset.board.lang.get_untracked();
    let quiet_part = quiet.map(|(from, until)| json!({ "from": from, "until": until }));
    let wish = json!({ "endpoint": told["endpoint"], "p256dh": told["keys"]["p256dh"], "auth": told["keys"]["auth"],
        "quiet": quiet_part, "lang": lang });
    session.door.post(&session.keys, PATH, &wish.to_string()).await?;
    settings::set_push(Some((&session.device(), quiet)));
    settings::set_no_push(None);
    Ok(())
}

async fn turn_off(session: &Session, manager: &JsValue) -> Result<(), Undone> {
    settings::set_push(None);
    // Without network the server hears of it at the next visit; its calls reach nobody until then.
    settings::set_no_push(Some(&session.device()));
    // Refused by the browser, it is off all the same: nobody will send there.
    let _ = unsubscribe(manager).await;
    if tell_off(session).await.is_ok() {
        settings::set_no_push(None);
    }
    Ok(())
}

async fn tell_off(session: &Session) -> Result<String, Trouble> {
    session.door.delete(&session.keys, PATH).await
}

async fn standing(session: &Session, manager: &JsValue) -> Calls {
    let permission = Reflect::get(&js_sys::global(), &"Notification".into());
    let permission = permission.and_then(|all| Reflect::get(&all, &"permission".into())).ok();
    if permission.and_then(|said| said.as_string()).as_deref() == Some("denied") {
        return Calls::Denied;
    }
    let subscribed = call(manager, "getSubscription", None).await.is_ok_and(|found| found.is_truthy());
    match settings::push() {
        Some((device, quiet)) if subscribed && device == session.device() => Calls::On(quiet),
        _ => Calls::Off,
    }
}

async fn subscribe(manager: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"userVisibleOnly".into(), &true.into())?;
    Reflect::set(&options, &"applicationServerKey".into(), &key.into())?;
    call(manager, "subscribe", Some(&options)).await
}

async fn unsubscribe(manager: &JsValue) -> Result<(), JsValue> {
    let found = call(manager, "getSubscription", None).await?;
    if found.is_truthy() {
        call(&found, "unsubscribe", None).await?;
    }
    Ok(())
}

/// The browser's way to its push service; none where it has none.
async fn manager() -> Option<JsValue> {
    let registration = within(PATIENCE_MS, worker::ready()).await.ok()??;
    Reflect::get(&registration, &"pushManager".into()).ok().filter(JsValue::is_truthy)
}

/// A method that promises something. By name: what is called once is not worth a binding.
async fn call(of: &JsValue, name: &str, with: Option<&JsValue>) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    let promised = match with {
        Some(with) => method.call1(of, with)?,
        None => method.call0(of)?,
    };
    JsFuture::from(Promise::resolve(&promised)).await
}
