"""What somebody who was not understood may have meant: a button for each of the likeliest that they may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.forms import Denied, Form
from bot.messages import Button
from bot.prompts import MEANT
from bot.session import Guard
from bot.talk import Talk
from bot.texts import Text
from bot.understanding import Understood

MOST = 3
Forms = Mapping[str, type[Form[Any]]]


def offers(forms: Forms, guard: Guard, talk: Talk[Any], heard: Understood) -> tuple[Button, ...]:
    """Buttons, the likeliest first; a tap on one hears the same words once more as that."""
    titled = ((intent, forms[intent].title) for intent in heard.others if intent in forms)
    allowed = _allowed(((intent, title) for intent, title in titled if title), forms, guard, talk)
    return tuple(Button(title, f"{MEANT}{intent}") for intent, title in list(allowed)[:MOST])


def _allowed(
    titled: Iterator[tuple[str, Text]], forms: Forms, guard: Guard, talk: Talk[Any]
) -> Iterator[tuple[str, Text]]:
    for intent, title in titled:
        try:
            guard(talk, forms[intent])
        except Denied:
            continue
        yield intent, title
