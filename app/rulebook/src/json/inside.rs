//! Rulebook: what stands inside a value while it is read: items, fields, entries, the choice of an enum.

use super::{
    ABSENT, Name, Tree, Unread,
    node::{Fields, Node, field},
};
use alloc::borrow::Cow;
use serde::de::{
    DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor, value::StrDeserializer,
};

/// The values of an array.
pub(super) struct Items<'a>(pub(super) core::slice::Iter<'a, Node<'a>>, pub(super) bool);

/// The values of a struct's fields, in the struct's own order.
pub(super) struct InOrder<'a> {
    pub(super) object: Fields<'a>,
    pub(super) fields: core::slice::Iter<'static, &'static str>,
    pub(super) closed: bool,
}

/// Names and values of a map.
pub(super) struct Entries<'a> {
    pub(super) rest: core::slice::Iter<'a, (Cow<'a, str>, Node<'a>)>,
    pub(super) value: &'a Node<'a>,
    pub(super) closed: bool,
}

/// An enum: its variant's name, and what the variant holds.
pub(super) struct Choice<'a> {
    pub(super) name: &'a str,
    pub(super) holds: Option<Tree<'a>>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unread;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unread> {
        let closed = self.1;
        self.0.next().map(|value| seed.deserialize(Tree { value, closed })).transpose()
    }
}

impl<'de> SeqAccess<'de> for InOrder<'de> {
    type Error = Unread;

    /// A field that is missing is tried as `null`, which an `Option` takes; any other type is told that the sequence
    /// ends here, and takes its default or calls the text unreadable.
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unread> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        let found = self::field(self.object, field);
        match seed.deserialize(Tree { value: found.unwrap_or(ABSENT), closed: self.closed }) {
            Ok(value) => Ok(Some(value)),
            Err(_) if found.is_none() => Ok(None),
            Err(unread) => Err(unread),
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Unread;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unread> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Name(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unread> {
        seed.deserialize(Tree { value: self.value, closed: self.closed })
    }
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Unread;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Unread> {
        let name: StrDeserializer<'_, Unread> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'a> Choice<'a> {
    fn held(self) -> Tree<'a> {
        self.holds.unwrap_or(Tree { value: ABSENT, closed: false })
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Unread;

    fn unit_variant(self) -> Result<(), Unread> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unread> {
        seed.deserialize(self.held())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_seq(self.held().array()?)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_seq(self.held().fields(fields)?)
    }
}
