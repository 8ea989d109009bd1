//! Server: receipts. (under construction)
/// temporary
pub async fn get_receipt() {}
/// temporary
pub async fn post_receipt() {}
