"""Names as they were spoken, with Bu, Pak or Mbah: "Bu Darmo" is not Pak Darmo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.understanding.denials import without_denied
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.people import people_in
from bot.understanding.words import is_of

_INSTEAD = expression(r"d\w*wakil\w*", re.IGNORECASE)
"""Behind it stands who came instead, who is not meant: "Pak Darmo diwakili Bu Darmo"."""
NAMING = frozenset(
    {"register_member", "register_members", "record_meeting", "update_member", "remove_member", "show_member"}
)
"""The intents whose names are looked up or written with the honorific."""


def spoken(intent: str, said: Said, slots: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The slot "spoken", beyond the vocabulary: for the names in `slots` of an intent of NAMING, by the bare name,
    the name with its honorific in one spelling ("ibu siti" is "Bu Siti"). Empty where nobody was so named.

    A name said with two honorifics ("bu Darmo izin, pak Darmo telat") is left out: the bare name tells no more.
    """
    if intent not in NAMING:
        return {}
    for span in ("decision", "agenda", "place"):
        said = read(said.text.replace(slots.get(span, "\0"), ".", 1))
    said, names, found = without_denied(said), set(_names(slots)), dict[str, set[str]]()
    for person in people_in(said, offices=True):
        honorific = said.tokens[person.first].word
        comes_instead = person.first and _INSTEAD.fullmatch(said.tokens[person.first - 1].raw)
        if person.titled and person.name in names and is_of("spoken", honorific) and not comes_instead:
            found.setdefault(person.name, set()).add(f"{honorific.capitalize()} {person.name}")
    told = {name: min(forms) for name, forms in found.items() if len(forms) == 1}
    return {"spoken": told} if told else {}


def own_title(text: str) -> str | None:
    """How whoever speaks is called by his own words, with the honorific: "saya bu Lastri dari ..."; None if unsaid."""
    said = read(text)
    own = (one for one in people_in(said) if one.titled and one.first and said.tokens[one.first - 1].word == "saya")
    return next((f"{said.tokens[one.first].word.capitalize()} {one.name}" for one in own), None)


def names_spoken(text: str) -> list[str]:
    """Everybody a text names, in the order said, with the honorific where there is one."""
    said = read(text)
    return [
        f"{said.tokens[one.first].word.capitalize()} {one.name}" if one.titled else one.name for one in people_in(said)
    ]


def _names(slots: Mapping[str, Any]) -> Iterator[str]:
    yield from [slots["name"]] if "name" in slots else []
    yield from (member["name"] for member in slots.get("members", ()))
    for status in ("present", "absent", "excused", "represented", "late"):
        yield from slots.get(status, ())
