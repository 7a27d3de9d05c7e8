//! The parameters of a message, read as what they are to be.
//!
//! Must not know what they are for.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json_rpc::{Code, Failure};
use super::uri;

/// The parameters of a message, once its addresses are as they should be.
pub(super) fn parsed<T: DeserializeOwned>(mut params: Value) -> Result<T, Failure> {
    uri::tidy(&mut params);
    serde_json::from_value(params).map_err(|error| Failure::new(Code::InvalidParams, error.to_string()))
}
