"""What a tapped button does, be it of this question, of an earlier one, or forged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from bot import prompts
from bot.forms import ON_YES, OPENS, Form
from bot.messages import Reply
from bot.ports import Rows
from bot.session import Session
from bot.texts import _

S = TypeVar("S", bound=Rows)
Forms = Mapping[str, type[Form[Any]]]


class Tap(Generic[S]):
    """One tap being answered; `held` are words of which was asked whether they are the answer."""

    def __init__(self, session: Session[S], forms: Forms, held: str) -> None:
        self.session, self._forms, self._held = session, forms, held

    def answer(self, payload: str) -> None:
        """Do what the button is for; one that is over is answered with what is open."""
        if payload.startswith(OPENS):
            return self._opened(*payload.removeprefix(ON_YES).removeprefix(OPENS).split("&"))
        if payload.startswith(prompts.MEANT):
            return self._meant(payload.removeprefix(prompts.MEANT))
        run, _dot, rest = payload.partition(".")
        slot, _equals, token = rest.partition("=")
        self.session.state.revive(int(run[1:]) if run[1:].isdecimal() else 0)
        opened, form = self.session.state.open, self.session.form()
        if opened is None or form is None or run != f"r{opened.run}":
            return self.stale()
        return self._answered(form, slot, token)

    def _opened(self, intent: str, *tokens: str) -> None:
        form = self._forms.get(intent)
        if form is None:
            return self.stale()
        return self.session.open(form, prompts.tapped_answers(form, self.session.talk, list(tokens)))

    def _meant(self, intent: str) -> None:
        """What was not understood meant this: it is heard once more, as that."""
        form, talk = self._forms.get(intent), self.session.talk
        if form is None or form.title is None:
            return self.stale()
        words, self.session.state.unheard = self.session.state.unheard, ""
        slots = talk.reader.slots(intent, words, talk.local) if words else {}
        return self.session.open(form, prompts.understood(form, talk, slots))

    def _answered(self, form: Form[S], name: str, token: str) -> None:
        slot = form.slots.get(name)
        if name == prompts.CONFIRM:
            return self._confirmed(form, token)
        if name == prompts.HELD:
            return self.held(form, token == "y")
        if name == prompts.CHANGE and token in form.slots:
            return self.session.change(form, token)
        if slot is None or (token == prompts.SKIP and not slot.skip):
            return self.stale()
        value = None if token == prompts.SKIP else slot.kind.tap(token, form)
        if value is None and token != prompts.SKIP:
            return self.stale()
        self.session.fill(form, {name: value})
        return None

    def _confirmed(self, form: Form[S], token: str) -> None:
        if token == "cancel":
            self.session.cancel()
        elif form.next_slot() is not None:
            self.stale()
        elif token == "yes":
            self.session.finish(form)
        else:
            self.session.ask_what(form)

    def held(self, form: Form[S], yes: bool) -> None:
        """Whether the words that came late are the answer was asked, and answered."""
        slot = form.next_slot()
        reading = slot.kind.read(self._held, form) if yes and slot and self._held else None
        if slot is not None and reading is not None:
            self.session.fill(form, {slot.name: reading.value})
        else:
            self.session.heed(form)
            self.session.prompt()

    def stale(self) -> None:
        """Say that the button is of before, and what is open now."""
        waiting = self.session.state.open is not None
        self.session.say(
            Reply(_("That button is from earlier.") if waiting else _("That is over already; nothing was changed."))
        )
        self.session.prompt()
