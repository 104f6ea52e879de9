"""Who answers: a message finds its form, fills it, and the next question is computed from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from bot.forms import Denied, Form
from bot.meaning import Known
from bot.messages import Incoming, Reply
from bot.ports import Rows
from bot.session import Guard, Session
from bot.state import State
from bot.talk import Hearer, Talk
from bot.taps import Tap
from bot.texts import _
from bot.understanding.needed import Needed
from bot.words import Words

S = TypeVar("S", bound=Rows)
Forms = Sequence[type[Form[Any]]]
CARD, NAMED = "nomor hp {} {}", "{} {}"
"""What is said by a contact that is handed over: while nothing is asked, and where a name is."""
HOUR = 3_600
FORGOTTEN = 7 * 86_400
"""Seconds after which words are not about a question any more."""


class Router(Generic[S]):
    """Finds the form that answers a message. `forms` are in order of precedence; `guard` raises Denied. `public` hear
    what is said in chats of many, where no form is ever open."""

    def __init__(self, forms: Forms, guard: Guard, public: Sequence[Hearer] = ()) -> None:
        self._public = public
        self.known = Known(
            forms={form.intent: form for form in forms},
            commands={form.command: form for form in forms if form.command},
            patterns=Needed((form, (form.pattern,)) for form in forms if form.pattern),
            hearing=Needed((form, (form.hears,)) for form in forms if form.hears_whole_texts()),
            overruling=[form for form in forms if "overrules" in vars(form)],
            guard=guard,
        )

    def answer(self, talk: Talk[S], state: State, message: Incoming) -> list[Reply]:
        """What is said to a message; `state` is changed to what the talk is then."""
        session = Session(talk, state, self.known.forms, self.known.guard)
        return Hearing(self.known, session).answer(message)

    def in_public(self, talk: Talk[S], message: Incoming) -> Sequence[Reply]:
        """What is said in a chat of many: to a command nobody hears only the way to talk alone, for books are not
        public, once an hour; to other words nothing."""
        heard = next((said for hear in self._public if (said := hear(talk)) is not None), None)
        if heard is not None:
            return heard
        private = _("Please write to me in a private chat, so that the group's records stay yours.")
        if message.text.startswith("/"):
            key = f"private:{talk.message.channel}:{talk.message.chat}:{talk.now // HOUR}"
            talk.post(talk.message.channel, talk.message.chat, Reply(private), key)
        return []


class Hearing(Generic[S]):
    """One message being heard: which form it belongs to."""

    def __init__(self, known: Known, session: Session[S]) -> None:
        self._known, self.session, self.talk = known, session, session.talk
        self._held = session.state.open.held if session.state.open else ""
        self._words = Words(known, session, self._held)

    # -- precedence: tap, command, cancel / back; the open slot, a certain intent, the open slot perhaps, another intent

    def answer(self, message: Incoming) -> list[Reply]:
        state = self.session.state
        if message.kind == "edited":
            if not state.retract(message.message):
                self._edited(message)
                return self.session.replies
            message = replace(message, kind="text")
        before = state.kept()
        self._hear(message)
        state.last = {"message": message.message} if message.message else {}
        if state.last and not (self.session.wrote or self.talk.notices):
            state.last["before"] = before
        if state.open is not None:
            state.open.at = self.talk.now
            state.open.heeded = state.open.heeded or self.talk.now
        return self.session.replies

    def _hear(self, message: Incoming) -> None:
        state = self.session.state
        if state.open is not None and 0 < state.open.at <= self.talk.now - FORGOTTEN and not message.tap:
            state.silence()
        self.talk.busy = state.open is not None
        if state.open is not None:
            state.open.held = ""
        if not message.tap:
            state.unheard = ""
        try:
            self._heard(message)
        except Denied as denied:
            self.session.deny(denied)

    def _edited(self, message: Incoming) -> None:
        """Words that were acted on, or that others followed, stand as they were first written."""
        if not message.text.strip():
            return
        if message.message and message.message == self.session.state.last.get("message"):
            told = _('What you wrote first is done already. "Take it back" undoes it; then write it as it should be.')
        else:
            told = _("I go by what was written first. If something should be different, please write it again.")
        try:
            self.session.prompt(told)
        except Denied as denied:
            self.session.deny(denied)

    def _heard(self, message: Incoming) -> None:
        if message.tap:
            Tap(self.session, self._known.forms, self._held).answer(message.tap)
        elif message.kind == "contact" and message.contact:
            self._handed(message.contact, own=message.own, name=message.text)
        elif message.kind == "contact" and message.own:
            self.session.prompt(_("Your number did not come along. Please write instead."), share=False)
        elif message.kind in ("text", "contact") or not message.text.strip():
            self._written(message.text)
        else:
            self.session.say(Reply(_("I cannot see or hear that; I read what is written with it.")))
            self._words.said(message.text)

    def _written(self, text: str) -> None:
        if text.strip():
            self._words.said(text)
        else:
            self.session.prompt(_("I can only read written words. Please type it."))

    def _handed(self, number: str, *, own: bool, name: str) -> None:
        """A shared contact: one's own may prove who one is; another's is a number, and whose it is by the name on it,
        as if they had been typed."""
        form = self.session.form()
        slot = form.next_slot() if form is not None else None
        value = slot.kind.own(number, form) if own and slot is not None and form is not None else None
        if form is not None and slot is not None and value is not None:
            self.session.fill(form, {slot.name: value})
            return
        names = name.strip() and not own and (form is None or _asks_a_name(form, name, number))
        words = (CARD if form is None else NAMED).format(name.strip(), number) if names else number
        self.talk.message = replace(self.talk.message, text=words)
        self._words.said(words)


def _asks_a_name(form: Form[Any], name: str, number: str) -> bool:
    """Whether the open question may be answered by a name, and not by a number."""
    slot = form.next_slot()
    return slot is not None and slot.kind.read(number, form) is None and slot.kind.read(name, form) is not None
