"""Questions and readings back: a form as the message that asks for its next answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Form, Slot
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines

CONFIRM, CHANGE, SKIP = "_", "_change", "_skip"


def prompt(form: Form[Any], run: int, before: Text | None = None) -> Reply:
    """The next question of a form, or its reading back; `before` is said first."""
    slot = form.next_slot()
    if slot is not None:
        return Reply(lines(before, slot.asks(form)), _buttons(form, slot, run))
    return Reply(lines(before, form.summary()), _confirmation(form, run))


def what_to_change(form: Form[Any], run: int) -> Reply:
    """Asks which answer is to be different."""
    buttons = tuple(Button(label, payload(run, CHANGE, name)) for label, name in _changeable(form))
    return Reply(_("What should be different? Tap it, or just write it the right way."), buttons)


def payload(run: int, slot: str, token: str) -> str:
    """What a tap on a button sends back: the run, the slot, the answer."""
    return f"r{run}.{slot}={token}"


def _buttons(form: Form[Any], slot: Slot[Any], run: int) -> tuple[Button, ...]:
    choices = [Button(label, payload(run, slot.name, token)) for label, token in slot.kind.choices(form)]
    return (*choices, *([Button(_("Skip"), payload(run, slot.name, SKIP))] if slot.skip else []))


def _confirmation(form: Form[Any], run: int) -> tuple[Button, ...]:
    change = [Button(_("Change"), payload(run, CONFIRM, "change"))] if _changeable(form) else []
    save, cancel = payload(run, CONFIRM, "yes"), payload(run, CONFIRM, "cancel")
    return (Button(form.save, save), *change, Button(_("Cancel"), cancel))


def _changeable(form: Form[Any]) -> list[tuple[Text, str]]:
    return [(slot.label, name) for name, slot in form.slots.items() if slot.label and name in form.answers]


def understood(
    form: type[Form[Any]], talk: Talk[Any], said: Mapping[str, Json], answers: Mapping[str, Json] | None = None
) -> dict[str, Json]:
    """The answers of a form, as JSON, that an understood message gives; `answers` are those it has already."""
    fresh = form(talk, answers)
    found: dict[str, Json] = {}
    for name, slot in form.slots.items():
        taken = {key: said[key] for key in slot.takes if key in said}
        value = slot.kind.take(taken, fresh) if taken else slot.kind.find(talk.text, fresh)
        if value is not None:
            found[name] = fresh.answers[name] = slot.kind.dump(value)
    return found


def tapped_answers(form: type[Form[Any]], talk: Talk[Any], tokens: list[str]) -> dict[str, Json]:
    """The answers of a form opened by a button that carries tokens, each "slot=token"; unknown ones are passed over."""
    fresh = form(talk)
    for token in tokens:
        name, _equals, value = token.partition("=")
        slot = form.slots.get(name)
        tapped = slot.kind.tap(value, fresh) if slot else None
        if slot is not None and tapped is not None:
            fresh.answers[name] = slot.kind.dump(tapped)
    return fresh.answers


def first_answer(form: type[Form[Any]], talk: Talk[Any], argument: str) -> dict[str, Json]:
    """The answers of a form opened with one argument, which belongs to its first slot that can read it."""
    fresh = form(talk)
    for name, slot in form.slots.items():
        value = slot.kind.tap(argument, fresh) if argument else None
        if value is not None:
            return {name: slot.kind.dump(value)}
    return {}


def command_answers(form: type[Form[Any]], talk: Talk[Any], rest: str) -> dict[str, Json]:
    """The answers that the words behind a command give."""
    if not rest:
        return {}
    said = understood(form, talk, talk.reader.slots(form.intent, rest, talk.local))
    return said or first_answer(form, talk, rest)
