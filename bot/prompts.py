"""Questions and readings back: a form as the message that asks for its next answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.forms import Denied, Form, Slot
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence, verbatim

CHANGE_LABEL = _("Change")
CONFIRM, CHANGE, SKIP, HELD = "_", "_change", "_skip", "_held"
MEANT = "?"
"""Before an intent: what was not understood meant that."""
LONGEST_PAYLOAD = 64
"""Bytes a button sends back at most, by Telegram's limit."""


def prompt(form: Form[Any], run: int, before: Text | None = None) -> Reply:
    """The next question of a form, or its reading back; `before` is said first."""
    slot = form.next_slot()
    if slot is not None:
        return Reply(lines(before, form.asking(slot)), _buttons(form, slot, run), share=slot.kind.share(form))
    return Reply(lines(before, form.read_back()), _confirmation(form, run))


def missing(form: Form[Any]) -> Text:
    """What a form still needs, by the labels of its questions."""
    slots = [slot for slot in form.slots.values() if slot.is_open(form)]
    if not slots:
        return _("Nothing is missing; it only waits for your yes.")
    labels = [slot.label for slot in slots if slot.label]
    later = _("It may follow later.") if all(slot.skip for slot in slots) else None
    return sentence(_("Still missing: {what}.")(what=labels) if labels else _("Only this is still missing."), later)


def noted(form: Form[Any], taken: Mapping[str, Json]) -> Text:
    """What was taken of words that did not answer the question: by the labels of the answers, and what they are now."""
    told = [one for name, raw in taken.items() if raw is not None and (one := _noted(form, form.slots[name], raw))]
    return _("Noted: {told}.")(told=told) if told else _("Noted.")


def _noted(form: Form[Any], slot: Slot[Any], raw: Json) -> Text | None:
    if slot.label is None:
        return None
    words = slot.kind.told(slot.kind.load(raw, form))
    return slot.label if words is None else _("{label} {told}")(label=slot.label, told=words)


def what_to_change(form: Form[Any], run: int) -> Reply:
    """Asks which answer is to be different."""
    buttons = tuple(Button(label, payload(run, CHANGE, name)) for label, name in changeable(form))
    return Reply(_("What should be different? Tap it, or just write it the right way."), buttons)


def which_to_change(form: Form[Any], run: int, names: Iterable[str], words: str) -> Reply:
    """Asks which answer these words are to be; a tap changes it, or asks for it anew where the words are too long."""
    buttons = []
    for slot in (form.slots[name] for name in names):
        right = payload(run, slot.name, words)
        fits = len(right.encode()) <= LONGEST_PAYLOAD and slot.kind.tap(words, form) is not None
        buttons.append(Button(slot.label or verbatim(slot.name), right if fits else payload(run, CHANGE, slot.name)))
    return Reply(_("Which one is to be {words}?")(words=words), tuple(buttons))


def is_the_answer(form: Form[Any], slot: Slot[Any], run: int, words: str) -> Reply:
    """Asks whether words that came long after a question answer it."""
    buttons = (Button(_("Yes"), payload(run, HELD, "y")), Button(_("No"), payload(run, HELD, "n")))
    return Reply(lines(_('Is "{words}" the answer to this?')(words=words), slot.asks(form)), buttons)


def left_open(form: Form[Any], run: int) -> Reply:
    """The morning after: what was not finished, and its question once more."""
    told = _("Not finished yesterday: {what}.")(what=_about(form)) if form.title else _("Not finished yesterday.")
    return replace(with_way_out(prompt(form, run, told), run), kind="reminder")


def with_way_out(asked: Reply, run: int) -> Reply:
    """A question with a button that ends what it belongs to."""
    stop = Button(_("Cancel"), payload(run, CONFIRM, "cancel"))
    return asked if asked.share or stop in asked.buttons else replace(asked, buttons=(*asked.buttons, stop))


def _about(form: Form[Any]) -> Text:
    """What a form is called and whom or what it is about."""
    title = form.title or verbatim("")
    for slot in form.slots.values():
        value = slot.value(form) if slot.key and slot.name in form.answers else None
        if isinstance(value, str | date):
            return _("{title}, {about}")(title=title, about=value)
    return title


def payload(run: int, slot: str, token: str) -> str:
    """What a tap on a button sends back: the run, the slot, the answer."""
    return f"r{run}.{slot}={token}"


def _buttons(form: Form[Any], slot: Slot[Any], run: int) -> tuple[Button, ...]:
    choices = [Button(label, payload(run, slot.name, token)) for label, token in slot.kind.choices(form)]
    skip = [Button(_("Skip"), payload(run, slot.name, SKIP))] if slot.skip else []
    return (*choices, *skip, *form.beside())


def _confirmation(form: Form[Any], run: int) -> tuple[Button, ...]:
    change = [Button(CHANGE_LABEL, payload(run, CONFIRM, "change"))] if changeable(form) else []
    save, cancel = payload(run, CONFIRM, "yes"), payload(run, CONFIRM, "cancel")
    return (Button(form.save, save), *change, Button(_("Cancel"), cancel))


def changeable(form: Form[Any]) -> list[tuple[Text, str]]:
    """The answers so far that may be given anew: what each is called, and its slot."""
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
    """The answers of a form opened by a button that carries tokens, each "slot=token"; unknown ones are passed over.

    Raises Denied for a value that is not the speaker's, where its kind says so.
    """
    fresh = form(talk)
    for token in tokens:
        name, _equals, value = token.partition("=")
        slot = form.slots.get(name)
        tapped = slot.kind.tap(value, fresh) if slot else None
        if slot is not None and tapped is not None:
            fresh.answers[name] = slot.kind.dump(tapped)
        elif slot is not None and (lost := slot.kind.lost(value, fresh)) is not None:
            raise Denied(lost)
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
