//! Deserializes the parameters of a message.
//!
//! Must not know what they are used for.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json_rpc::{Code, Failure};
use super::uri;

/// Deserializes parameters, after escaping their addresses properly.
pub(super) fn parse<T: DeserializeOwned>(mut params: Value) -> Result<T, Failure> {
    uri::escape_addresses(&mut params);
    serde_json::from_value(params).map_err(|error| Failure::new(Code::InvalidParams, error.to_string()))
}
