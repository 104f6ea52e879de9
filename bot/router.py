"""Who answers: a message finds its form, fills it, and the next question is computed from the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from bot import prompts
from bot.forms import Denied, Form, Refusal
from bot.messages import Incoming, Reply
from bot.ports import Json, Rows
from bot.state import State
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding import Understood
from bot.understanding.answers import is_back, is_cancel, is_skip, yes_no

S = TypeVar("S", bound=Rows)
CERTAIN, POSSIBLE = 0.8, 0.5
FALLBACK = "out_of_scope"
Forms = Sequence[type[Form[Any]]]
Guard = Callable[[Talk[Any], type[Form[Any]]], None]


class Router(Generic[S]):
    """Finds the form that answers a message. `forms` are in order of precedence; `guard` raises Denied."""

    def __init__(self, forms: Forms, guard: Guard) -> None:
        self.forms = {form.intent: form for form in forms}
        self.commands = {form.command: form for form in forms if form.command}
        self.patterns = [form for form in forms if form.pattern]
        self.guard = guard

    def answer(self, talk: Talk[S], state: State, message: Incoming) -> list[Reply]:
        """What is said to a message; `state` is changed to what the talk is then."""
        return Turn(self, talk, state).answer(message)


class Turn(Generic[S]):
    """One message being answered."""

    def __init__(self, router: Router[S], talk: Talk[S], state: State) -> None:
        self.router, self.talk, self.state = router, talk, state
        self.replies: list[Reply] = []
        self._form: Form[S] | None = None

    # -- precedence: tap, command, cancel / back; the open slot, a certain intent, the open slot perhaps, another intent

    def answer(self, message: Incoming) -> list[Reply]:
        try:
            self._heard(message)
        except Denied as denied:
            self._denied(denied)
        return self.replies

    def _denied(self, denied: Denied) -> None:
        """Say why not; the form it was about is over, another open one goes on."""
        self._say(Reply(denied.text, denied.buttons))
        if self._form is not None and self.state.holds(self._form.answers):
            self.state.close()
            self.state.resume()
        self._prompt()

    def _heard(self, message: Incoming) -> None:
        if message.tap:
            self._tapped(message.tap)
        elif message.kind == "contact" and message.contact:
            self._said(message.contact)
        elif message.kind == "text" and message.text.strip():
            self._said(message.text)
        elif message.kind == "edited":
            self._prompt(_("I go by what was written first. If something should be different, please write it again."))
        else:
            self._prompt(_("I can only read written words. Please type it."))

    def _said(self, text: str) -> None:
        form, word = self._open_form(), text.strip().removeprefix("/")
        if form is not None and is_cancel(word):
            self._cancel()
        elif form is not None and is_back(word):
            self._back(form)
        elif text.startswith("/"):
            self._commanded(text)
        elif form is None or not self._answered(form, text):
            self._new_subject(form, text)

    def _answered(self, form: Form[S], text: str) -> bool:
        """Whether the words were taken as an answer to the open question."""
        slot = form.next_slot()
        if slot is None:
            return self._confirmed(form, text)
        if slot.skip and is_skip(text):
            return self._filled(form, {slot.name: None})
        reading = slot.kind.read(text, form)
        if reading is not None and reading.certain:
            return self._filled(form, {slot.name: reading.value})
        return False

    def _confirmed(self, form: Form[S], text: str) -> bool:
        said = yes_no(text)
        if said is True:
            self._finish(form)
        elif said is False:
            self._say(prompts.what_to_change(form, self._run()))
        return said is not None

    def _new_subject(self, form: Form[S] | None, text: str) -> None:
        by_pattern = next((f for f in self.router.patterns if f.pattern and f.pattern.fullmatch(text.strip())), None)
        if by_pattern is not None:
            return self._open(by_pattern, prompts.first_answer(by_pattern, self.talk, text.strip()))
        heard = self.talk.reader.understand(text, self.talk.local)
        if form is None:
            return self._start(heard)
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
        known = heard.intent in self.router.forms and heard.intent != FALLBACK
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
        slot = form.next_slot()
        if not answers or (slot is not None and slot.name not in answers and self._reads(form, text)):
            return False
        return self._filled(form, answers, dumped=True)

    def _reads(self, form: Form[S], text: str) -> bool:
        slot = form.next_slot()
        return slot is not None and slot.kind.read(text, form) is not None

    def _perhaps_answered(self, form: Form[S], text: str) -> bool:
        slot = form.next_slot()
        reading = slot.kind.read(text, form) if slot else None
        return slot is not None and reading is not None and self._filled(form, {slot.name: reading.value})

    def _start(self, heard: Understood) -> None:
        intent = heard.intent if heard.confidence >= POSSIBLE and heard.intent in self.router.forms else FALLBACK
        form = self.router.forms[intent]
        self._open(form, prompts.understood(form, self.talk, heard.slots))

    def _commanded(self, text: str) -> None:
        name, _space, rest = text[1:].partition(" ")
        form = self.router.commands.get(name.partition("@")[0].casefold())
        if form is None:
            return self._open(self.router.forms[FALLBACK], {})
        return self._open(form, prompts.command_answers(form, self.talk, rest.strip()))

    # -- taps

    def _tapped(self, payload: str) -> None:
        if payload.startswith("!"):
            intent, *tokens = payload[1:].split("&")
            known = self.router.forms.get(intent)
            return self._open(known, prompts.tapped_answers(known, self.talk, tokens)) if known else self._stale()
        run, _dot, rest = payload.partition(".")
        slot, _equals, token = rest.partition("=")
        opened, form = self.state.open, self._open_form()
        if opened is None or form is None or run != f"r{opened.run}":
            return self._stale()
        return self._tapped_in(form, slot, token)

    def _tapped_in(self, form: Form[S], name: str, token: str) -> None:
        slot = form.slots.get(name)
        if name == prompts.CONFIRM:
            return self._tapped_confirmation(form, token)
        if name == prompts.CHANGE and token in form.slots:
            form.answers.pop(token, None)
            return self._go_on(form)
        if slot is None or (token == prompts.SKIP and not slot.skip):
            return self._stale()
        value = None if token == prompts.SKIP else slot.kind.tap(token, form)
        if value is None and token != prompts.SKIP:
            return self._stale()
        self._filled(form, {name: value})
        return None

    def _tapped_confirmation(self, form: Form[S], token: str) -> None:
        if token == "cancel":
            self._cancel()
        elif form.next_slot() is not None:
            self._stale()
        elif token == "yes":
            self._finish(form)
        else:
            self._say(prompts.what_to_change(form, self._run()))

    def _stale(self) -> None:
        waiting = self.state.open is not None
        self._say(
            Reply(_("That button is from earlier.") if waiting else _("That is over already; nothing was changed."))
        )
        self._prompt()

    # -- a form from its opening to its end

    def _open(self, form: type[Form[Any]], answers: Mapping[str, Json]) -> None:
        """Open a form; an open one is kept and comes back afterwards."""
        self.router.guard(self.talk, form)
        self._form = fresh = form(self.talk, answers)
        self._checked(fresh)
        if fresh.next_slot() is None and fresh.summary() is None:
            return self._finish(fresh)
        self.state.park_and_open(form.intent, fresh.answers)
        return self._prompt()

    def _filled(self, form: Form[S], answers: Mapping[str, Any], *, dumped: bool = False) -> bool:
        for name, value in answers.items():
            slot = form.slots[name]
            slot.fill(form, slot.kind.load(value, form) if dumped and value is not None else value)
        self._go_on(form)
        return True

    def _go_on(self, form: Form[S]) -> None:
        self._checked(form)
        if form.next_slot() is None and form.summary() is None:
            self._finish(form)
        else:
            self._prompt()

    def _checked(self, form: Form[S]) -> None:
        """Take back an answer that cannot stand, and say why."""
        try:
            form.check()
        except Refusal as refusal:
            self._say(Reply(refusal.text))
            form.answers.pop(refusal.slot, None)

    def _finish(self, form: Form[S]) -> None:
        """Do what the form is for; it may be the open one, or one that needed no question."""
        self.router.guard(self.talk, type(form))
        was_open = self.state.holds(form.answers)
        try:
            said = form.done()
        except Refusal as refusal:
            return self._refused(form, refusal, was_open=was_open)
        for reply in [said] if isinstance(said, Reply) else said:
            self._say(reply)
        if was_open:
            self.state.close()
        return self._after()

    def _refused(self, form: Form[S], refusal: Refusal, *, was_open: bool) -> None:
        form.answers.pop(refusal.slot, None)
        if not was_open:
            self.state.park_and_open(form.intent, form.answers)
        self._prompt(refusal.text)

    def _after(self) -> None:
        """What comes when a form is over: the form it opens, the open one, or the one that was put aside."""
        if self.talk.opening is not None:
            (intent, answers), self.talk.opening = self.talk.opening, None
            return self._open(self.router.forms[intent], answers)
        if self.state.open is not None or self.state.resume():
            return self._prompt()
        return None

    def _cancel(self) -> None:
        self.state.close()
        self._say(Reply(_("All right, not saved. Nothing has changed.")))
        self._after()

    def _back(self, form: Form[S]) -> None:
        if not form.answers:
            return self._cancel()
        form.answers.popitem()
        return self._prompt()

    def _queue(self, form: Form[S], heard: Understood) -> None:
        """The same thing asked once more: this one first, that one afterwards."""
        self.state.park(heard.intent, prompts.understood(type(form), self.talk, heard.slots))
        self._say(Reply(_("One at a time: this one first, the other one right after.")))
        self._prompt()

    def _not_understood(self, form: Form[S]) -> None:
        slot = form.next_slot()
        hint: Text | None = slot.kind.hint if slot else _("Please answer yes, or say what should be different.")
        self._prompt(sentence(_("I did not catch that."), hint))

    # -- saying

    def _open_form(self) -> Form[S] | None:
        """The open form as it stands; None if there is none, or none the person may still fill."""
        opened = self.state.open
        form = self.router.forms.get(opened.form) if opened else None
        if opened is None or form is None:
            self.state.close()
            return None
        try:
            self.router.guard(self.talk, form)
        except Denied:
            self.state.close()
            raise
        self._form = form(self.talk)
        self._form.answers = opened.answers
        return self._form

    def _run(self) -> int:
        return self.state.open.run if self.state.open else 0

    def _prompt(self, before: Text | None = None) -> None:
        form = self._open_form()
        if form is not None:
            self._say(prompts.prompt(form, self._run(), before))
        elif before is not None:
            self._say(Reply(before))

    def _say(self, reply: Reply) -> None:
        self.replies.append(reply)
