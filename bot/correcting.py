"""Which answers of a form somebody wants to be different, and what they are to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.forms import CHANGING, Form, Reading, Slot
from bot.kinds import Day, no_such_day
from bot.understanding.normalise import read
from bot.understanding.wrong import Correction, corrections

Changes = dict[str, Reading[Any] | None]
"""By slot what it is to be, None where only that it is wrong was said. Several slots: it is not clear which one."""
_ENDINGS = frozenset({"nya", "ne", "e", "ipun", "itu"})


def told(form: Form[Any], text: str) -> Changes:
    """What is said to be wrong by its name ("umurnya salah") or by what stands there ("bukan 45, 54")."""
    for said in corrections(text):
        name = _called(form, said.of) if said.of else None
        changes: Changes = {name: _right(form, said, name)} if name else _instead(form, said)
        if changes:
            return changes
    return {}


def meant(form: Form[Any], text: str) -> Changes:
    """What words at a reading back can mean: the name of an answer, or a right value by itself.

    Of who neither said that something is wrong nor was asked what is, only a word that is certain is taken for a value.
    """
    name = _called(form, text)
    if name:
        return {name: None}
    rights = [said.right for said in corrections(text) if said.right and not said.of]
    asked = bool(rights) or CHANGING in form.answers
    return _fitting(form, rights[0] if rights else text, guess=asked) if asked or len(read(text).words) == 1 else {}


def impossible(form: Form[Any], text: str) -> str | None:
    """The slot for whose day a date is told that no calendar has; None if none is."""
    days = [slot.name for slot in _labelled(form) if isinstance(slot.kind, Day)] if no_such_day(text) else []
    return days[0] if days else None


def _labelled(form: Form[Any]) -> Iterator[Slot[Any]]:
    return (slot for slot in form.slots.values() if slot.label)


def _called(form: Form[Any], words: str) -> str | None:
    """The one slot that is called so."""
    wanted = _plain(words)
    found = [slot.name for slot in _labelled(form) if wanted in _names(form, slot)]
    return found[0] if wanted and len(found) == 1 else None


def _names(form: Form[Any], slot: Slot[Any]) -> list[list[str]]:
    label = form.talk.typed(slot.label) if slot.label else ()
    return [_plain(words) for words in (*label, *slot.kind.called)]


def _plain(words: str) -> list[str]:
    return [word for word in read(words).words if word not in _ENDINGS]


def _right(form: Form[Any], said: Correction, name: str) -> Reading[Any] | None:
    return form.slots[name].kind.read(said.right, form) if said.right else None


def _instead(form: Form[Any], said: Correction) -> Changes:
    """The slots in which stands what is said to be wrong, with what is right."""
    found: Changes = {}
    for slot in _labelled(form) if said.was and said.right else ():
        was, right = slot.kind.read(said.was, form), slot.kind.read(said.right, form)
        if was and right and slot.kind.dump(was.value) == form.answers.get(slot.name):
            found[slot.name] = right
    return found or _mended(form, said)


def _mended(form: Form[Any], said: Correction) -> Changes:
    """The answers of which a part is said to be wrong, with what is right."""
    found: Changes = {}
    for slot in form.slots.values():
        old = slot.value(form) if said.right and form.answers.get(slot.name) is not None else None
        mended = None if old is None else slot.kind.mends(said, old)
        if mended is not None:
            found[slot.name] = Reading(mended, certain=True)
    return found


def _is_new(form: Form[Any], name: str, reading: Reading[Any]) -> bool:
    return bool(form.slots[name].kind.dump(reading.value) != form.answers.get(name))


def _fitting(form: Form[Any], words: str, *, guess: bool) -> Changes:
    """The slots that these words answer otherwise than they are: of those answered already, else of the others."""
    read_by = {slot.name: slot.kind.read(words, form) for slot in _labelled(form)}
    readings = {name: read_as for name, read_as in read_by.items() if read_as and _is_new(form, name, read_as)}
    answered = {name: reading for name, reading in readings.items() if name in form.answers}
    for likely in (answered, readings):
        certain: Changes = {name: reading for name, reading in likely.items() if reading.certain}
        if certain:
            return certain
    return dict(answered) if guess else {}
