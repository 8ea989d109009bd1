//! Rulebook: JSON as a tree while it is read. Words without escapes are borrowed from the text, and an object is a list
//! in the text's order: a phone reads sixteen thousand records at its start, and a copy of every word with a sorted map
//! for every object took most of that time.

use alloc::{borrow::Cow, vec::Vec};
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// One value.
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    Whole(u64),
    /// A whole number below zero.
    Below(i64),
    /// A number that is not whole; nothing reads it.
    Broken,
    Text(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

/// Names and values of an object, in the text's order.
pub(super) type Fields<'a> = &'a [(Cow<'a, str>, Node<'a>)];

/// The value of that name; the last one, should the text say it twice.
pub(super) fn field<'a>(fields: Fields<'a>, name: &str) -> Option<&'a Node<'a>> {
    fields.iter().rev().find(|(here, _)| here == name).map(|(_, value)| value)
}

impl<'a> Node<'a> {
    /// What has been parsed already.
    pub(super) fn of(value: &'a Value) -> Node<'a> {
        match value {
            Value::Null => Node::Null,
            Value::Bool(yes) => Node::Bool(*yes),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(whole), _) => Node::Whole(whole),
                (None, Some(whole)) => Node::Below(whole),
                (None, None) => Node::Broken,
            },
            Value::String(text) => Node::Text(text.as_str().into()),
            Value::Array(items) => Node::Array(items.iter().map(Node::of).collect()),
            Value::Object(fields) => {
                Node::Object(fields.iter().map(|(name, value)| (name.as_str().into(), Node::of(value))).collect())
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Growing)
    }
}

/// A word of the text: borrowed unless an escape stands in it.
struct Word<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Word<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(Growing)? {
            Node::Text(text) => Ok(Word(text)),
            _ => Err(D::Error::custom("no text")),
        }
    }
}

struct Growing;

impl<'de> Visitor<'de> for Growing {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(yes))
    }

    fn visit_u64<E>(self, whole: u64) -> Result<Node<'de>, E> {
        Ok(Node::Whole(whole))
    }

    fn visit_i64<E>(self, whole: i64) -> Result<Node<'de>, E> {
        Ok(u64::try_from(whole).map_or(Node::Below(whole), Node::Whole))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node<'de>, E> {
        Ok(Node::Broken)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Word(name)) = map.next_key()? {
            fields.push((name, map.next_value()?));
        }
        Ok(Node::Object(fields))
    }
}
