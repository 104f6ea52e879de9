"""Who answers: a message finds its form, fills it, and the next question is computed from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from bot import prompts
from bot.forms import CHANGING, Denied, Form, Slot
from bot.messages import Incoming, Reply
from bot.ports import Rows
from bot.session import Guard, Session
from bot.state import State
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding import Understood
from bot.understanding.answers import is_back, is_cancel, is_skip, yes_no

S = TypeVar("S", bound=Rows)
CERTAIN, POSSIBLE = 0.8, 0.5
FALLBACK, CANCEL = "out_of_scope", "cancel"
SMALL_TALK, FEW_WORDS = "greeting", 5
Forms = Sequence[type[Form[Any]]]


class Router(Generic[S]):
    """Finds the form that answers a message. `forms` are in order of precedence; `guard` raises Denied."""

    def __init__(self, forms: Forms, guard: Guard) -> None:
        self.forms = {form.intent: form for form in forms}
        self.commands = {form.command: form for form in forms if form.command}
        self.patterns = [form for form in forms if form.pattern]
        self.guard = guard

    def answer(self, talk: Talk[S], state: State, message: Incoming) -> list[Reply]:
        """What is said to a message; `state` is changed to what the talk is then."""
        return Hearing(self, Session(talk, state, self.forms, self.guard)).answer(message)


class Hearing(Generic[S]):
    """One message being heard: which form it belongs to."""

    def __init__(self, router: Router[S], session: Session[S]) -> None:
        self.router, self.session, self.talk = router, session, session.talk

    # -- precedence: tap, command, cancel / back; the open slot, a certain intent, the open slot perhaps, another intent

    def answer(self, message: Incoming) -> list[Reply]:
        try:
            self._heard(message)
        except Denied as denied:
            self.session.deny(denied)
        return self.session.replies

    def _heard(self, message: Incoming) -> None:
        if message.tap:
            self._tapped(message.tap)
        elif message.kind == "contact" and message.contact:
            self._said(message.contact)
        elif message.kind == "text" and message.text.strip():
            self._said(message.text)
        elif message.kind == "edited":
            self.session.prompt(
                _("I go by what was written first. If something should be different, please write it again.")
            )
        else:
            self.session.prompt(_("I can only read written words. Please type it."))

    def _said(self, text: str) -> None:
        form, word = self.session.form(), text.strip().removeprefix("/")
        if form is not None and is_cancel(word):
            self.session.cancel()
        elif form is not None and is_back(word):
            self.session.back(form)
        elif text.startswith("/"):
            self._commanded(text)
        elif form is None or not self._answered(form, text):
            self._new_subject(form, text)

    def _answered(self, form: Form[S], text: str) -> bool:
        """Whether the words were taken as an answer to the open question."""
        slot = form.next_slot()
        if slot is None:
            return self._confirmed(form, text)
        chosen = self._label(form, slot, text)
        if chosen is not None:
            return self.session.fill(form, {slot.name: chosen})
        if slot.skip and is_skip(text):
            return self.session.fill(form, {slot.name: None})
        reading = slot.kind.read(text, form)
        if reading is not None and reading.certain:
            return self.session.fill(form, {slot.name: reading.value})
        return False

    def _label(self, form: Form[S], slot: Slot[Any], text: str) -> Any:
        """The value of the button whose very words were typed; None if they are none's."""
        language, typed = self.talk.account.language, text.strip().casefold()
        tokens = (token for label, token in slot.kind.choices(form) if label.render(language).casefold() == typed)
        token = next(tokens, None)
        return None if token is None else slot.kind.tap(token, form)

    def _confirmed(self, form: Form[S], text: str) -> bool:
        said = yes_no(text)
        if said is True:
            self.session.finish(form)
        elif said is False:
            self.session.say(prompts.what_to_change(form, self.session.run))
        return said is not None

    def _new_subject(self, form: Form[S] | None, text: str) -> None:
        by_pattern = next((f for f in self.router.patterns if f.pattern and f.pattern.fullmatch(text.strip())), None)
        if by_pattern is not None:
            return self.session.open(by_pattern, prompts.first_answer(by_pattern, self.talk, text.strip()))
        heard = self.talk.reader.understand(text, self.talk.local)
        if form is None and yes_no(text) is not None:
            return self.session.open(self.router.forms[SMALL_TALK], {})
        if form is None:
            return self._start(heard)
        if heard.intent == CANCEL and heard.confidence >= CERTAIN and len(text.split()) <= FEW_WORDS:
            return self.session.cancel()
        if self._is_other(form, heard, CERTAIN):
            return self._start(heard)
        if self._is_again(form, heard):
            return self._queue(form, heard)
        if form.next_slot() is None and self._is_other(form, heard, POSSIBLE) and self._asks(heard):
            return self._start(heard)
        if self._taken_in(form, text) or self._perhaps_answered(form, text):
            return None
        if self._is_other(form, heard, POSSIBLE):
            return self._start(heard)
        return self._not_understood(form)

    def _is_other(self, form: Form[S], heard: Understood, least: float) -> bool:
        known = heard.intent in self.router.forms and heard.intent not in (FALLBACK, CANCEL)
        return known and heard.confidence >= least and heard.intent != form.intent

    def _asks(self, heard: Understood) -> bool:
        """Whether what was heard is a question, which changes nothing."""
        return not self.router.forms[heard.intent].writes

    def _is_again(self, form: Form[S], heard: Understood) -> bool:
        """Whether a message asks for the same thing once more, about somebody or something else."""
        if heard.intent != form.intent or heard.confidence < CERTAIN or not form.answers:
            return False
        again = prompts.understood(type(form), self.talk, heard.slots)
        keys = [name for name, slot in form.slots.items() if slot.key and name in again]
        return any(form.answers.get(name, again[name]) != again[name] for name in keys)

    def _taken_in(self, form: Form[S], text: str) -> bool:
        """Whether the words carry the asked answer among others, or a correction of earlier ones."""
        slots = self.talk.reader.slots(form.intent, text, self.talk.local)
        answers = prompts.understood(type(form), self.talk, slots, form.answers)
        news = {
            name: value
            for name, value in answers.items()
            if form.answers.get(name) != value and (name not in form.answers or form.slots[name].kind.corrects(text))
        }
        slot = form.next_slot()
        beside = slot is not None and slot.name not in news
        if not news or (beside and self._reads(form, text)):
            return False
        return self.session.fill(form, news, dumped=True, before=_("Noted.") if beside else None)

    def _reads(self, form: Form[S], text: str) -> bool:
        slot = form.next_slot()
        return slot is not None and slot.kind.read(text, form) is not None

    def _perhaps_answered(self, form: Form[S], text: str) -> bool:
        slot = form.next_slot()
        reading = slot.kind.read(text, form) if slot else None
        return slot is not None and reading is not None and self.session.fill(form, {slot.name: reading.value})

    def _start(self, heard: Understood) -> None:
        intent = heard.intent if heard.confidence >= POSSIBLE and heard.intent in self.router.forms else FALLBACK
        form = self.router.forms[intent]
        self.session.open(form, prompts.understood(form, self.talk, heard.slots))

    def _commanded(self, text: str) -> None:
        name, _space, rest = text[1:].partition(" ")
        form = self.router.commands.get(name.partition("@")[0].casefold())
        if form is None:
            return self.session.open(self.router.forms[FALLBACK], {})
        return self.session.open(form, prompts.command_answers(form, self.talk, rest.strip()))

    # -- taps

    def _tapped(self, payload: str) -> None:
        if payload.startswith("!"):
            intent, *tokens = payload[1:].split("&")
            known = self.router.forms.get(intent)
            return (
                self.session.open(known, prompts.tapped_answers(known, self.talk, tokens)) if known else self._stale()
            )
        run, _dot, rest = payload.partition(".")
        slot, _equals, token = rest.partition("=")
        opened, form = self.session.state.open, self.session.form()
        if opened is None or form is None or run != f"r{opened.run}":
            return self._stale()
        return self._tapped_in(form, slot, token)

    def _tapped_in(self, form: Form[S], name: str, token: str) -> None:
        slot = form.slots.get(name)
        if name == prompts.CONFIRM:
            return self._tapped_confirmation(form, token)
        if name == prompts.CHANGE and token in form.slots:
            form.answers.pop(token, None)
            form.answers[CHANGING] = token
            return self.session.go_on(form)
        if slot is None or (token == prompts.SKIP and not slot.skip):
            return self._stale()
        value = None if token == prompts.SKIP else slot.kind.tap(token, form)
        if value is None and token != prompts.SKIP:
            return self._stale()
        self.session.fill(form, {name: value})
        return None

    def _tapped_confirmation(self, form: Form[S], token: str) -> None:
        if token == "cancel":
            self.session.cancel()
        elif form.next_slot() is not None:
            self._stale()
        elif token == "yes":
            self.session.finish(form)
        else:
            self.session.say(prompts.what_to_change(form, self.session.run))

    def _stale(self) -> None:
        waiting = self.session.state.open is not None
        self.session.say(
            Reply(_("That button is from earlier.") if waiting else _("That is over already; nothing was changed."))
        )
        self.session.prompt()

    # -- what else

    def _queue(self, form: Form[S], heard: Understood) -> None:
        """The same thing asked once more: this one first, that one afterwards."""
        self.session.state.park(heard.intent, prompts.understood(type(form), self.talk, heard.slots))
        self.session.say(Reply(_("One at a time: this one first, the other one right after.")))
        self.session.prompt()

    def _not_understood(self, form: Form[S]) -> None:
        slot = form.next_slot()
        hint: Text | None = slot.kind.hint if slot else _("Please answer yes, or say what should be different.")
        self.session.prompt(sentence(_("I did not catch that."), hint))
