"""Conversations are asked about every text in tests, also where the words they need are not: what they hear there, they
would not hear in earnest, and the test fails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.forms import Form
from bot.understanding.needed import Needed

Kind = type[Form[Any]]


def ask_all(forms: Iterable[Kind]) -> None:
    """From now on all of these are asked, and none may answer without the words it needs."""
    for form in forms:
        if "hears" in vars(form) and hasattr(form.hears, "needs"):
            _watch(form)
    Needed.within = _all  # type: ignore[assignment, method-assign]


_within = Needed.within


def _all(known: Needed[Any], text: str) -> list[Any]:
    """All there are, of conversations; of other things what the text is for."""
    things = list(known)
    return things if all(isinstance(thing, type) for thing in things) else _within(known, text)


def _watch(form: Kind) -> None:
    hears, itself = vars(form)["hears"].__func__, Needed([(form, (form.hears,))])

    def watched(cls: Kind, talk: Any, text: str) -> Any:
        answers = hears(cls, talk, text)
        if answers is not None and not _within(itself, text):
            raise AssertionError(f"{form.__name__} hears {text!r}, in which none of the words stands that it needs")
        return answers

    vars(watched)["needs"] = hears.needs
    form.hears = classmethod(watched)  # type: ignore[assignment, method-assign]
