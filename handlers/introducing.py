"""Saying who one is: by a name, or by one's own phone number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.expressions import expression
from handlers.names import FullName
from jamaah.people import phone
from lean import dataclass

_OF_ONESELF = expression(
    r"[^\n]*\b(?:aku|saya|kulo|kula|didaftar\w*|terdaftar|kecatet|tercatat)\b[^\n]*[.,;!] *"
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2})[.! ]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who somebody says they are: a name they typed, their own phone number (E.164), or both."""

    name: str = ""
    phone: str | None = None


class Introduces(Kind[Introduction]):
    """One's name, typed, or one's own phone number, shared; the second is vouched for by the platform."""

    hint = FullName.hint
    _name = FullName()

    def read(self, text: str, form: Form[Any]) -> Reading[Introduction] | None:
        reading = self._name.read(text, form) or self._name.read(self._behind(text), form)
        return None if reading is None else Reading(Introduction(name=reading.value))

    def _behind(self, text: str) -> str:
        """The name behind what somebody says of themselves: "lho aku wis didaftar bu sri kok. Hartini"."""
        told = _OF_ONESELF.fullmatch(text.strip())
        return told["name"] if told else ""

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Introduction | None:
        name = self._name.take(said, form)
        return None if name is None else Introduction(name=name)

    def tap(self, token: str, form: Form[Any]) -> Introduction | None:
        return None

    def share(self, form: Form[Any]) -> Text | None:
        return None if form.answers.get("name") else _("Share my number")

    def own(self, number: str, form: Form[Any]) -> Introduction | None:
        known = phone(number)
        return None if known is None else Introduction(phone=known)

    def corrects(self, text: str) -> bool:
        return self._name.corrects(text)

    def dump(self, value: Introduction) -> Json:
        return asdict(value)

    def load(self, raw: Json, form: Form[Any]) -> Introduction:
        return Introduction(**raw)

    def merge(self, old: Introduction, new: Introduction) -> Introduction:
        return Introduction(new.name or old.name, new.phone or old.phone)
