//! Server: one's own devices. They also come as records; this is for a phone that may not pull yet.

use super::{auth::Signed, problem, state::Desk};
use axum::{extract::State, response::Response};
use rulebook::device::{Device, DeviceState};
use serde_json::json;

/// `GET /api/v1/devices`: this device, and if it is active the others of its owner.
pub async fn get_devices(State(desk): State<Desk>, signed: Signed) -> Response {
    let house = desk.house.read();
    let active = signed.device.state == DeviceState::Active;
    let others =
        house.community.devices_of(&signed.device.person).filter(|device| active && device.id != signed.device.id);
    let others: Vec<&Device> = others.collect();
    problem::answer(&json!({ "device": signed.device, "others": others }))
}
