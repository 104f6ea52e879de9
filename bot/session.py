"""The forms of one talk during one turn: opened, filled, finished, put aside and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from bot import prompts
from bot.forms import CHANGING, Denied, Form, Refusal
from bot.messages import Reply
from bot.ports import Json, Rows
from bot.state import State
from bot.talk import Talk
from bot.texts import Text, _, sentence

S = TypeVar("S", bound=Rows)
Guard = Callable[[Talk[Any], type[Form[Any]]], None]
MOST_ASIDE, MISSED = 9, 2
LONG = 4 * 3_600
"""Seconds after which a question is no longer in everybody's mind."""


class Session(Generic[S]):
    """What is open in a talk, and what is said about it. `guard` raises Denied; `replies` are in the order said.

    `wrote` says whether anything was done that a second hearing of the same words would do again.
    """

    def __init__(self, talk: Talk[S], state: State, forms: Mapping[str, type[Form[Any]]], guard: Guard) -> None:
        self.talk, self.state = talk, state
        self.replies: list[Reply] = []
        self.wrote = False
        self._forms, self._guard = forms, guard
        self._form: Form[S] | None = None

    def deny(self, denied: Denied) -> None:
        """Say why not; the form it was about is over, another open one goes on unless it only looks something up."""
        if denied.text is None:
            return
        self.say(Reply(denied.text, denied.buttons))
        opened = self._forms.get(self.state.open.form) if self.state.open else None
        was_it = self._form is not None and self.state.holds(self._form.answers)
        if was_it or (opened is not None and not opened.writes):
            self.state.close()
            self.state.resume()
        try:
            self.prompt()
        except Denied as another:
            # The form that was put aside is denied too. A form that is denied is closed, so this ends.
            self.deny(another)

    def open(self, form: type[Form[Any]], answers: Mapping[str, Json]) -> None:
        """Open a form; an open one is kept and comes back afterwards."""
        self._form = None
        self._guard(self.talk, form)
        self._form = fresh = form(self.talk, answers)
        other = fresh.instead()
        if other is not None:
            return self.open(self._forms[other[0]], other[1])
        fresh.answers.update(fresh.settled_at_once())
        self.stands(fresh)
        if answers and self._is_open(fresh):
            return self.prompt()  # a link tapped twice
        self._give_way(fresh)
        if fresh.next_slot() is None and fresh.summary() is None:
            return self.finish(fresh)
        if not self._room():
            return self.prompt()
        self.state.park_and_open(form.intent, fresh.answers)
        return self.prompt()

    def _is_open(self, fresh: Form[S]) -> bool:
        """Whether the same is open already, with all that is told of it."""
        opened = self.state.open
        same = opened is not None and opened.form == fresh.intent
        return same and opened is not None and fresh.answers.items() <= opened.answers.items()

    def _give_way(self, fresh: Form[S]) -> None:
        """Give up what is open where it only looks something up and another subject has come; two such questions that
        both have to be asked may wait for one answer."""
        opened = self.state.open
        form = self._forms.get(opened.form) if opened else None
        if form is None or form.writes or fresh.aside:
            return
        if form.lapses or fresh.writes or (fresh.next_slot() is None and fresh.summary() is None):
            self.state.close()

    def queue(self, form: type[Form[Any]], answers: Mapping[str, Json]) -> None:
        """The same thing asked once more: the open one first, that one afterwards; what lapses is asked anew."""
        if form.lapses and not form.writes:
            return self.open(form, answers)
        if self._room():
            self.state.queue(form.intent, answers, self.talk.now)
            self.say(Reply(_("One at a time: this one first, the other one right after.")))
        return self.prompt()

    def wait(self, form: type[Form[Any]], answers: Mapping[str, Json]) -> None:
        """Let a form come right after the open one."""
        if self._room():
            self.state.wait(form.intent, answers, self.talk.now)

    def _room(self) -> bool:
        """Whether one more can be put aside; said where it cannot. What lapses, or is gone since, takes no room."""
        opened = self.state.open
        form = self._forms.get(opened.form) if opened else None
        if form is None or form.lapses:
            self.state.close()
        room = sum(not aside.silent for aside in self.state.parked) < MOST_ASIDE
        if not room:
            self.say(Reply(_("Much is waiting already. Please let us finish this one first.")))
        return room

    def fill(
        self, form: Form[S], answers: Mapping[str, Any], *, dumped: bool = False, before: Text | None = None
    ) -> bool:
        """Keep answers and go on; always True. `before` is said before the next question."""
        self.heed(form)
        for name, value in answers.items():
            slot = form.slots[name]
            old = slot.value(form) if name in form.answers else None
            slot.fill(form, slot.kind.load(value, form) if dumped and value is not None else value)
            if old is not None and value is not None:
                before = slot.kind.grown(old, slot.value(form)) or before
        self.go_on(form, before)
        return True

    def go_on(self, form: Form[S], before: Text | None = None) -> None:
        """Ask what is still missing, or be done where nothing is read back."""
        other = form.instead()
        if other is not None:
            self.state.close()
            return self.open(self._forms[other[0]], other[1])
        self.stands(form)
        if form.next_slot() is None and form.summary() is None:
            return self.finish(form)
        return self.prompt(before)

    def change(self, form: Form[S], name: str) -> None:
        """Ask for an answer anew, or on top of the one given."""
        self.heed(form)
        if not form.slots[name].kind.grows:
            form.answers.pop(name, None)
        form.answers[CHANGING] = name
        self.go_on(form)

    def ask_what(self, form: Form[S]) -> None:
        """Ask which answer is to be different; words that follow may be the right one. Where none can, it is over."""
        if not prompts.changeable(form):
            return self.cancel()
        self.heed(form)
        form.answers[CHANGING] = ""
        return self.say(prompts.what_to_change(form, self.run))

    def stands(self, form: Form[S]) -> bool:
        """Whether the answers can still stand; one that cannot is taken back, and it is said why."""
        try:
            form.check()
        except Refusal as refusal:
            self.say(Reply(refusal.text))
            form.answers.pop(refusal.slot, None)
            return False
        return True

    def finish(self, form: Form[S]) -> None:
        """Do what the form is for; it may be the open one, or one that needed no question."""
        self._guard(self.talk, type(form))
        was_open = self.state.holds(form.answers)
        try:
            said = form.done()
        except Refusal as refusal:
            return self._refused(form, refusal, was_open=was_open)
        self.wrote = self.wrote or form.writes
        for reply in [said] if isinstance(said, Reply) else said:
            self.say(reply)
        if was_open:
            self.state.close()
        if self.talk.cleaned is not None:
            self.state.become(self.talk.cleaned(self.state.dump()))
        return self._after()

    def _refused(self, form: Form[S], refusal: Refusal, *, was_open: bool) -> None:
        form.answers.pop(refusal.slot, None)
        if not was_open:
            self.state.park_and_open(form.intent, form.answers)
        self.prompt(refusal.text)

    def _after(self) -> None:
        """What comes when a form is over: the form it opens, the open one, or the one that was put aside."""
        if self.talk.opening is not None:
            (intent, answers), self.talk.opening = self.talk.opening, None
            return self.open(self._forms[intent], answers)
        past = self._form.intent if self._form else ""
        if self.state.open is None and self.state.resume():
            resumed = self.form()
            if resumed is None or self._falls_silent():
                return self._after()
            return self.go_on(resumed, self._coming_back(resumed, past))
        return self.prompt()

    def _coming_back(self, form: Form[S], past: str) -> Text | None:
        """What is said where another form than the last one is open again, or has waited for its first question."""
        if form.intent == past:
            return None
        asked_before = self.state.open is not None and self.state.open.at
        return _("This is still waiting:") if asked_before else _("And then:")

    def cancel(self) -> None:
        form = self.form()
        self.state.close()
        self.say(Reply(form.cancelled if form else _("Nothing is open; nothing has changed.")))
        self._after()

    def back(self, form: Form[S]) -> None:
        """Take back answers, the newest first, until another question comes; what was never asked for is kept."""
        self.heed(form)
        asked = _question(form)
        for slot in [form.slots[name] for name in reversed(form.answers) if name in form.slots]:
            if not slot.optional:
                del form.answers[slot.name]
            if _question(form) != asked:
                return self.prompt()
        return self.cancel()

    def form(self) -> Form[S] | None:
        """The open form as it stands; None if there is none, or none the person may still fill."""
        opened = self.state.open
        form = self._forms.get(opened.form) if opened else None
        if opened is None or form is None:
            self.state.close()
            return None
        try:
            self._guard(self.talk, form)
        except Denied:
            self.state.close()
            raise
        self._form = form(self.talk)
        self._form.answers = opened.answers
        since = opened.at or opened.said
        if since and self._form.has_passed(since):
            self._form = None
            self.state.close()
            self.state.resume()
            return self.form()
        return self._form

    @property
    def run(self) -> int:
        """The run that buttons of the open form belong to."""
        return self.state.open.run if self.state.open else 0

    def heed(self, form: Form[S]) -> None:
        """Note that somebody is about the open form."""
        if self.state.open is not None and self.state.holds(form.answers):
            self.state.open.heeded, self.state.open.unheeded, self.state.open.missed = self.talk.now, 0, 0

    @property
    def missed(self) -> int:
        """How many messages running were neither an answer to the open form nor anything else."""
        return self.state.open.missed if self.state.open else 0

    def miss(self, told: Text, way_out: Text) -> None:
        """Put the question once more, after words that were not understood; the second time with how to leave it."""
        form, opened = self.form(), self.state.open
        if form is None or opened is None:
            return None
        opened.missed += 1
        if opened.missed < MISSED:
            return self.prompt(told)
        return self.say(prompts.with_way_out(prompts.prompt(form, self.run, sentence(told, way_out)), self.run))

    def silenced(self, *, most: int) -> bool:
        """Whether nothing is said of the open form any more: it was put again `most` times, long after anybody was
        about it."""
        opened = self.state.open
        if opened is None or not opened.heeded or self.talk.now - opened.heeded < LONG:
            return False
        opened.unheeded += 1
        if opened.unheeded > most:
            self.state.silence()
        return self.state.open is None

    def _falls_silent(self) -> bool:
        return self.silenced(most=0 if self.state.open and self.state.open.reminded else 1)

    def prompt(self, before: Text | None = None, *, share: bool = True) -> None:
        """Ask what is open, if anything is; where one's own number may be shared as an answer, not without `share`."""
        form = self.form()
        if form is not None and before is None and self._falls_silent():
            self._after()
        elif form is not None and form.next_slot() is None and form.summary() is None:
            self.go_on(form)
        elif form is not None:
            asked = prompts.prompt(form, self.run, before)
            self.say(asked if share else replace(asked, share=None))
        elif before is not None:
            self.say(Reply(before))

    def say(self, reply: Reply) -> None:
        self.replies.append(reply)


def _question(form: Form[Any]) -> tuple[str, Text] | None:
    slot = form.next_slot()
    return None if slot is None else (slot.name, slot.asks(form))
