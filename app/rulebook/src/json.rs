//! Rulebook: reading JSON with little code. A derived reader can take a struct as named fields or as a plain
//! sequence, and serde_json makes every type bring both to the phone, each with a parser of its own: over the sixty
//! types of the law that is a quarter of a megabyte. Here the text is parsed once into a tree that borrows its words from
//! the text, and each struct is handed the values of its fields in its own order, so that only the short way stays in
//! the program.
//!
//! What a type means does not change: a field that is missing is `None` or its `#[serde(default)]`, else the text is
//! not of this type. A plain struct must be written as an object, and no struct may be flattened or tagged inside.

mod inside;
mod node;

use self::{
    inside::{Choice, Entries, InOrder, Items},
    node::{Fields, Node},
};
use core::fmt;
use serde::{
    de::{self, DeserializeOwned, Deserializer, Expected, Unexpected, Visitor},
    forward_to_deserialize_any,
};
use serde_json::Value;

/// A flag that is left out where it is not set: what was written before there was one is written so still.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(crate) fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Why a text could not be read: a word for the log, never anything of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread(&'static str);

/// Reads a value from its JSON text; fields it does not know are passed over.
///
/// # Errors
/// If the text is no JSON, or not of this type.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unread> {
    of(&parsed(text)?, false)
}

/// Reads a value that may hold nothing but its own fields: what stands on a closed list (`domain.md` §6.2).
///
/// # Errors
/// If the text is no JSON, not of this type, or holds a field that is not on the list.
pub fn read_closed<T: DeserializeOwned>(text: &str) -> Result<T, Unread> {
    of(&parsed(text)?, true)
}

/// A variant of an enum by its name and what it holds; `Null` where it holds nothing.
///
/// # Errors
/// If there is no such variant, or it holds something else.
pub fn variant<T: DeserializeOwned>(name: &str, holds: &Value) -> Result<T, Unread> {
    let node = Node::of(holds);
    let holds = (!holds.is_null()).then_some(Tree { value: &node, closed: false });
    T::deserialize(Variant(Choice { name, holds }))
}

fn parsed(text: &str) -> Result<Node<'_>, Unread> {
    serde_json::from_str(text).map_err(|_| Unread("not JSON"))
}

fn of<T: DeserializeOwned>(value: &Node<'_>, closed: bool) -> Result<T, Unread> {
    T::deserialize(Tree { value, closed })
}

/// One parsed value on its way into a type.
#[derive(Clone, Copy)]
struct Tree<'a> {
    value: &'a Node<'a>,
    /// Fields that nobody asks for are an error.
    closed: bool,
}

/// A key of an object; may stand for a number.
struct Name<'a>(&'a str);

/// An enum that is read from its parts.
struct Variant<'a>(Choice<'a>);

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl core::error::Error for Unread {}

/// Short on purpose: a sentence for each way to be wrong would bring its own code for every type.
impl de::Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unread("not of this type")
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Unread("a value of another kind")
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Unread("a value out of range")
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Unread("a field is missing or of another kind")
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Unread("an unknown variant")
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Unread("an unknown field")
    }

    fn missing_field(field: &'static str) -> Self {
        Unread(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Unread(field)
    }
}

const ABSENT: &Node<'static> = &Node::Null;

impl<'a> Tree<'a> {
    fn holds(self, value: &'a Node<'a>) -> Self {
        Tree { value, ..self }
    }

    fn object(self) -> Result<Fields<'a>, Unread> {
        match self.value {
            Node::Object(fields) => Ok(fields),
            _ => Err(Unread("no object")),
        }
    }

    fn array(self) -> Result<Items<'a>, Unread> {
        match self.value {
            Node::Array(items) => Ok(Items(items.iter(), self.closed)),
            _ => Err(Unread("no array")),
        }
    }

    fn text(self) -> Result<&'a str, Unread> {
        match self.value {
            Node::Text(text) => Ok(text),
            _ => Err(Unread("no text")),
        }
    }

    fn fields(self, fields: &'static [&'static str]) -> Result<InOrder<'a>, Unread> {
        let object = self.object()?;
        if self.closed && object.iter().any(|(name, _)| !fields.contains(&name.as_ref())) {
            return Err(Unread("a field that is not on the list"));
        }
        Ok(InOrder { object, fields: fields.iter(), closed: self.closed })
    }

    fn entries(self) -> Result<Entries<'a>, Unread> {
        Ok(Entries { rest: self.object()?.iter(), value: ABSENT, closed: self.closed })
    }
}

impl<'de> Deserializer<'de> for Tree<'de> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.value {
            Node::Null => visitor.visit_unit(),
            Node::Bool(yes) => visitor.visit_bool(*yes),
            Node::Whole(whole) => visitor.visit_u64(*whole),
            Node::Below(whole) => visitor.visit_i64(*whole),
            // No float stands anywhere in the law.
            Node::Broken => Err(Unread("no whole number")),
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::Array(_) => visitor.visit_seq(self.array()?),
            Node::Object(_) => visitor.visit_map(self.entries()?),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.value {
            Node::Bool(yes) => visitor.visit_bool(*yes),
            _ => Err(Unread("neither true nor false")),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.value {
            Node::Whole(whole) => visitor.visit_u64(*whole),
            _ => Err(Unread("no whole number")),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.value {
            Node::Whole(whole) => visitor.visit_i64(i64::try_from(*whole).map_err(|_| Unread("no whole number"))?),
            Node::Below(whole) => visitor.visit_i64(*whole),
            _ => Err(Unread("no whole number")),
        }
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.value {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_seq(self.array()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unread> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unread> {
        visitor.visit_seq(self.fields(fields)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unread> {
        if let Node::Text(name) = self.value {
            return visitor.visit_enum(Choice { name, holds: None });
        }
        match self.object()? {
            [(name, value)] => visitor.visit_enum(Choice { name, holds: Some(self.holds(value)) }),
            _ => Err(Unread("not one variant")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 f32 f64 char bytes byte_buf unit unit_struct }
}

impl<'de> Deserializer<'de> for Variant<'de> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_enum(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_u64(self.0.parse().map_err(|_| Unread("a key that is no number"))?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unread> {
        visitor.visit_enum(Choice { name: self.0, holds: None })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
