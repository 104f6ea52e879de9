"""Who answers: a message finds its form, fills it, and the next question is computed from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from bot import correcting, prompts
from bot.answering import Answering
from bot.forms import Denied, Form
from bot.last_said import pressed
from bot.messages import Incoming, Reply
from bot.offers import offers
from bot.ports import Rows
from bot.session import Guard, Session
from bot.state import State
from bot.talk import Talk
from bot.taps import Tap
from bot.texts import Text, _, sentence
from bot.understanding import Understood
from bot.understanding.answers import is_back, is_cancel, is_wait, yes_no
from bot.understanding.small_talk import small_talk
from bot.understanding.supposing import supposed
from bot.understanding.wrong import is_wrong

S = TypeVar("S", bound=Rows)
CERTAIN, POSSIBLE = 0.8, 0.5
FALLBACK, CANCEL = "out_of_scope", "cancel"
SMALL_TALK, FEW_WORDS = "greeting", 5
WHAT_IF = "what_if"
LONG = 4 * 3_600
"""Seconds after which a question is no longer in everybody's mind."""
LONGEST_UNHEARD = 1_000
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
        opened = session.state.open
        self._held, self._late = (opened.held, self.talk.now - opened.at >= LONG) if opened else ("", False)
        self._answer = Answering(session, late=self._late)
        self._unheard = session.state.unheard

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
        return self.session.replies

    def _hear(self, message: Incoming) -> None:
        state = self.session.state
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
            self._tap().answer(message.tap)
        elif message.kind == "contact" and message.contact:
            self._handed(message.contact, own=message.own)
        elif message.kind in ("text", "contact") or not message.text.strip():
            self._written(message.text)
        else:
            self.session.say(Reply(_("I cannot see or hear that; I read what is written with it.")))
            self._said(message.text)

    def _written(self, text: str) -> None:
        if text.strip():
            self._said(text)
        else:
            self.session.prompt(_("I can only read written words. Please type it."))

    def _tap(self) -> Tap[S]:
        return Tap(self.session, self.router.forms, self._held)

    def _handed(self, number: str, *, own: bool) -> None:
        """A shared contact: one's own may prove who one is; another's is a number as if it had been typed."""
        form = self.session.form() if own else None
        slot = form.next_slot() if form is not None else None
        value = slot.kind.own(number, form) if slot is not None and form is not None else None
        if form is None or slot is None or value is None:
            return self._said(number)
        self.session.fill(form, {slot.name: value})
        return None

    def _said(self, text: str) -> None:
        form, word = self.session.form(), text.strip().removeprefix("/")
        if form is not None and self._held and yes_no(text) is not None:
            self._tap().held(form, yes_no(text) is True)
        elif form is not None and is_cancel(word):
            self.session.cancel()
        elif form is not None and is_back(word):
            self.session.back(form)
        elif form is not None and is_wait(text):
            self.session.say(Reply(_("Take your time; I wait.")))
        elif text.startswith("/"):
            self._commanded(text)
        elif form is None or not self._answer.given(form, text):
            self._new_subject(form, text)

    def _new_subject(self, form: Form[S] | None, text: str) -> None:
        by_pattern = next((f for f in self.router.patterns if f.pattern and f.pattern.fullmatch(text.strip())), None)
        if by_pattern is not None:
            return self._by_pattern(form, by_pattern, text.strip())
        if self._stated(form, text.strip()):
            return None
        if small_talk(text):
            return self.session.open(self.router.forms[SMALL_TALK], {})
        if form is None and yes_no(text) is not None:
            return None if self._pressed(form, text) else self.session.open(self.router.forms[SMALL_TALK], {})
        heard = self.talk.reader.understand(text, self.talk.local)
        if self._supposed(heard, text):
            return None
        if form is not None:
            return self._beside(form, heard, text) if self.session.stands(form) else self.session.go_on(form)
        if heard.confidence < CERTAIN and self._pressed(form, text):
            return None
        return self._start(heard)

    def _stated(self, form: Form[S] | None, text: str) -> bool:
        """Whether a form knows the whole text by the records; the open one takes it where it has no answer to that."""
        for known in self.router.forms.values():
            answers = known.hears(self.talk, text)
            if answers is not None and (form is None or form.intent != known.intent):
                self.session.open(known, answers)
                return True
            if answers is not None and form is not None and not answers.keys() & form.answers.keys():
                return self.session.fill(form, answers, dumped=True)
        return False

    def _by_pattern(self, form: Form[S] | None, found: type[Form[Any]], text: str) -> None:
        """Open what the pattern belongs to; the same once more, without an answer, is asked in other words."""
        answers = prompts.first_answer(found, self.talk, text)
        if form is not None and form.intent == found.intent and not answers:
            return self._not_understood(form)
        return self.session.open(found, answers)

    def _supposed(self, heard: Understood, text: str) -> bool:
        """Whether the words only suppose what would be written otherwise; then nothing is opened that writes."""
        clause = supposed(text) if WHAT_IF in self.router.forms else None
        asked = heard.intent in self.router.forms and heard.intent != FALLBACK and not self._writes(heard)
        if clause is None or (asked and heard.confidence >= POSSIBLE):
            return False
        told = self.talk.reader.understand(clause, self.talk.local)
        meant = next((one for one in (told, heard) if one.confidence >= POSSIBLE and self._writes(one)), None)
        if meant is not None:
            form, said = self.router.forms[WHAT_IF], {**meant.slots, "about": meant.intent, "words": clause}
            self.session.open(form, prompts.understood(form, self.talk, said))
        return meant is not None

    def _writes(self, heard: Understood) -> bool:
        return heard.intent in self.router.forms and self.router.forms[heard.intent].writes

    def _pressed(self, form: Form[S] | None, text: str) -> bool:
        """Whether the words were taken as a tap on a button of the last messages."""
        payload = pressed(self.talk, text, busy=form is not None)
        if payload is not None:
            self.session.state.unheard = self._unheard
            self._tap().answer(payload)
        return payload is not None

    def _beside(self, form: Form[S], heard: Understood, text: str) -> None:
        """Words that do not certainly answer the open question."""
        if heard.intent == CANCEL and heard.confidence >= CERTAIN and len(text.split()) <= FEW_WORDS:
            return self.session.cancel()
        if form.next_slot() is None and (impossible := correcting.impossible(form, text)):
            return self.session.change(form, impossible)
        if self._answer.corrected(form, text):
            return None
        if self._is_other(form, heard, POSSIBLE if self._late else CERTAIN):
            return self._start(heard)
        if self._is_again(form, heard, text):
            return self.session.queue(type(form), prompts.understood(type(form), self.talk, heard.slots))
        if form.next_slot() is None and self._is_other(form, heard, POSSIBLE) and self._asks(heard):
            return self._start(heard)
        if self._late and self._answer.perhaps(form, text):
            return None
        taken = self._answer.carried(form, text) or self._answer.named(form, text) or self._answer.perhaps(form, text)
        if taken or self._pressed(form, text):
            return None
        if self._is_other(form, heard, POSSIBLE):
            return self._start(heard)
        return self._not_understood(form)

    def _is_other(self, form: Form[S], heard: Understood, least: float) -> bool:
        found = self.router.forms.get(heard.intent)
        known = found is not None and not found.alone and heard.intent not in (FALLBACK, CANCEL)
        other = heard.intent != form.intent and not form.concerns(heard.intent, heard.slots)
        return known and heard.confidence >= least and other

    def _asks(self, heard: Understood) -> bool:
        """Whether what was heard is a question, which changes nothing."""
        return not self.router.forms[heard.intent].writes

    def _is_again(self, form: Form[S], heard: Understood, text: str) -> bool:
        """Whether a message asks for the same thing once more, about somebody or something else."""
        if heard.intent != form.intent or heard.confidence < CERTAIN or not form.answers or is_wrong(text):
            return False
        again = prompts.understood(type(form), self.talk, heard.slots)
        return form.is_another(again)

    def _start(self, heard: Understood) -> None:
        intent = heard.intent if heard.confidence >= POSSIBLE and heard.intent in self.router.forms else FALLBACK
        if intent == FALLBACK:
            self.session.state.unheard = self.talk.text[:LONGEST_UNHEARD]
            self.talk.offers = offers(self.router.forms, self.router.guard, self.talk, heard)
        form = self.router.forms[intent]
        self.session.open(form, prompts.understood(form, self.talk, heard.slots))

    def _commanded(self, text: str) -> None:
        name, _space, rest = text[1:].partition(" ")
        form = self.router.commands.get(name.partition("@")[0].casefold())
        if form is None:
            return self.session.open(self.router.forms[FALLBACK], {})
        return self.session.open(form, prompts.command_answers(form, self.talk, rest.strip()))

    # -- what else

    def _not_understood(self, form: Form[S]) -> None:
        slot = form.next_slot()
        hint: Text | None = slot.kind.hint if slot else _("Please answer yes, or say what should be different.")
        self.session.prompt(sentence(_("I did not catch that."), hint))
