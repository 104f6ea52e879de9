"""Words heard while a question is open: its answer, an answer among others, a correction of an earlier one."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from bot import correcting, prompts
from bot.correcting import Changes
from bot.forms import Form, Slot
from bot.ports import Rows
from bot.session import Session
from bot.texts import Text
from bot.understanding.answers import bare, is_skip, same_words, yes_no
from bot.understanding.choices import place_chosen
from bot.understanding.telling import asks, told_in
from bot.understanding.wrong import corrections

S = TypeVar("S", bound=Rows)


class Answering(Generic[S]):
    """Words as an answer to the open form; each way of taking them says whether they were taken so.

    `late`: the question was asked so long ago that it is no longer in everybody's mind.
    """

    def __init__(self, session: Session[S], *, late: bool) -> None:
        self._session, self._talk, self._late = session, session.talk, late

    def given(self, form: Form[S], text: str) -> bool:
        """Whether the words were taken as an answer to the open question."""
        slot = form.next_slot()
        if slot is None:
            return self._confirmed(form, text)
        chosen = self._label(form, slot, text)
        if chosen is not None:
            return self._session.fill(form, {slot.name: chosen})
        if slot.skip and is_skip(text):
            return self._session.fill(form, {slot.name: None})
        reading = slot.kind.read(text, form)
        if reading is not None and reading.certain and not asks(text):
            return self._session.fill(form, {slot.name: reading.value})
        return False

    def names_button(self, form: Form[S], text: str) -> bool:
        """Whether the words are those of a button of the open question."""
        slot = form.next_slot()
        return slot is not None and self._label(form, slot, text) is not None

    def _label(self, form: Form[S], slot: Slot[Any], text: str) -> Any:
        """The value of the button whose very words were typed, or whose place is told; None if they are none's."""
        choices, place = slot.kind.choices(form), place_chosen(text)
        tokens = (token for label, token in choices if self._is_label(label, text))
        token = next(tokens, None)
        if token is None and place is not None and len(choices) > 1 and place <= len(choices):
            token = choices[place - 1][1]
        return None if token is None else slot.kind.tap(token, form)

    def _is_label(self, label: Text, text: str) -> bool:
        said = [text.strip().casefold(), bare(text).casefold()]
        return any(same_words(one, typed) for one in said for typed in self._talk.typed(label))

    def _confirmed(self, form: Form[S], text: str) -> bool:
        """Whether the words were taken as one of the buttons under the reading back, perhaps on a condition."""
        added = form.on_condition(text)
        if added is not None:
            form.answers.update(added[0])
            return self._agreed(form) if added[1] else self._session.fill(form, {})
        said = yes_no(text)
        if said is True or self._is_label(form.save, text):
            return self._agreed(form)
        if said is False and form.ends_at_no:
            self._session.cancel()
        elif said is False or self._is_label(prompts.CHANGE_LABEL, text):
            self._session.ask_what(form)
        else:
            return False
        return True

    def _agreed(self, form: Form[S]) -> bool:
        self._session.finish(form)
        return True

    def corrected(self, form: Form[S], text: str) -> bool:
        """Whether the words say that an answer is wrong, by its name or by what stands there."""
        return self._changed(form, correcting.told(form, text), text)

    def named(self, form: Form[S], text: str) -> bool:
        """Whether the words, at a reading back, name an answer or are the right one."""
        return form.next_slot() is None and self._changed(form, correcting.meant(form, text), text)

    def _changed(self, form: Form[S], changes: Changes, text: str) -> bool:
        """Whether an answer was changed, or asked for anew, or asked which one is meant."""
        if len(changes) > 1:
            words = next((said.right for said in corrections(text) if said.right), text)
            self._session.say(prompts.which_to_change(form, self._session.run, changes, words))
        for name, reading in changes.items() if len(changes) == 1 else ():
            if reading is None:
                self._session.change(form, name)
            else:
                self._session.fill(form, {name: reading.value})
        return bool(changes)

    def stated(self, form: Form[S], text: str) -> bool:
        """Whether the words state answers of the open form, other than it has them."""
        news = {name: value for name, value in form.states(text).items() if form.answers.get(name) != value}
        if not news:
            return False
        slot = form.next_slot()
        beside = slot is not None and slot.name not in news
        return self._session.fill(form, news, dumped=True, before=prompts.noted(form, news) if beside else None)

    def carried(self, form: Form[S], text: str) -> bool:
        """Whether the words carry the asked answer among others, or a correction of earlier ones."""
        text = told_in(text)
        if not text:
            return False
        slots = self._talk.reader.slots(form.intent, text, self._talk.local)
        answers = prompts.understood(type(form), self._talk, slots, form.answers)
        news = {
            name: value
            for name, value in answers.items()
            if form.answers.get(name) != value and (name not in form.answers or form.slots[name].kind.corrects(text))
        }
        slot = form.next_slot()
        beside = slot is not None and slot.name not in news
        if not news or (beside and self._reads(form, text)):
            return False
        return self._session.fill(form, news, dumped=True, before=prompts.noted(form, news) if beside else None)

    def _reads(self, form: Form[S], text: str) -> bool:
        slot = form.next_slot()
        return slot is not None and slot.kind.read(text, form) is not None

    def perhaps(self, form: Form[S], text: str) -> bool:
        """Whether the words may be the answer, though not certainly.

        Of a question of long ago it is asked first, and of words that ask something themselves.
        """
        slot = form.next_slot()
        reading = slot.kind.read(text, form) if slot else None
        opened = self._session.state.open
        if slot is None or reading is None or opened is None:
            return False
        if not (self._late or asks(text)):
            return self._session.fill(form, {slot.name: reading.value})
        opened.held = text
        self._session.say(prompts.is_the_answer(form, slot, opened.run, text.strip()))
        return True
