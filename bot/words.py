"""Typed words: an answer, a correction, a command, or a new subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from bot import correcting, prompts
from bot.answering import Answering
from bot.forms import Form
from bot.last_said import counted, pressed
from bot.meaning import CANCEL, CERTAIN, FALLBACK, LIKELY, POSSIBLE, SMALL_TALK, Known, Meaning
from bot.messages import Reply
from bot.offers import offers
from bot.one_by_one import OneByOne
from bot.ports import Rows
from bot.session import LONG, Session
from bot.taps import Tap
from bot.texts import HOME_LANGUAGE, Text, _, sentence
from bot.understanding import Understood
from bot.understanding.answers import after_yes, is_back, is_cancel, is_go_on, is_save, is_wait, worded, yes_no
from bot.understanding.papers_together import papers_together
from bot.understanding.pasted_chat import as_typed, chat_lines
from bot.understanding.several import asked_together, several
from bot.understanding.small_talk import small_talk
from bot.understanding.supposing import supposed
from bot.understanding.telling import asks_missing
from bot.understanding.words import is_of
from bot.understanding.wrong import as_meant, corrections, says_wrong, thought_again

S = TypeVar("S", bound=Rows)
FEW_WORDS, SHORT = 5, 2
WHAT_IF, PUT_RIGHT = "what_if", "maksudnya {}"
LONGEST_UNHEARD = 1_000


class Words(Generic[S]):
    """The words of one message; `held` are those of before of which was asked whether they are the answer."""

    def __init__(self, known: Known, session: Session[S], held: str) -> None:
        self._known, self.session, self.talk, self._held = known, session, session.talk, held
        opened = session.state.open
        self._late = opened is not None and self.talk.now - opened.at >= LONG
        self._answer = Answering(session, late=self._late)
        self._meaning = Meaning(known, session.talk, self._late)
        self._unheard = session.state.unheard
        self._pasted = ""
        self._meant: dict[tuple[str, bool], str | None] = {}

    def said(self, text: str) -> None:
        text = self._as_meant(self._as_typed(text))
        form, word = self.session.form(), text.strip().removeprefix("/")
        if self._overruled(text):
            return
        if form is not None and self._held and yes_no(text) is not None:
            Tap(self.session, self._known.forms, self._held).held(form, yes_no(text) is True)
        elif form is not None and is_cancel(word):
            self.session.cancel()
        elif form is not None and is_back(word):
            self.session.back(form)
        elif form is not None and is_wait(text) and not self._answer.names_button(form, text):
            self.session.say(Reply(_("Take your time; I wait.")))
        elif text.startswith("/"):
            self._commanded(text)
        elif not (form is not None and self._answer.given(form, text)) and not self._counted(form, text):
            self._new_subject(form, text)

    def _counted(self, form: Form[S] | None, text: str) -> bool:
        """Whether the words tell the place of a button, and nothing else that is waited for."""
        opened = self.session.state.open
        payload = counted(self.talk, text, opened.run if opened and form is not None else None)
        if payload is not None:
            Tap(self.session, self._known.forms, self._held).answer(payload)
        return payload is not None

    def _overruled(self, text: str) -> bool:
        """Whether the words mean something before all else."""
        found = next((one for one in self._known.overruling if one.overrules(self.talk, text.strip())), None)
        if found is None:
            return False
        if found.quiets:
            self.session.state.silence_all()
        self.session.open(found, {})
        return True

    def _as_typed(self, text: str) -> str:
        """The words of lines that were pasted from a chat, without who wrote them and when; other words as they are."""
        lines = chat_lines(text, self.talk.local)
        if lines:
            self._pasted = text
            self.talk.message = replace(self.talk.message, text=as_typed(lines))
        return self.talk.text if lines else text

    def _as_meant(self, text: str) -> str:
        """Words that take back what was said before, as such that say so: "eh setu ding" is "maksudnya setu"."""
        meant = thought_again(text)
        if meant is None:
            return text
        plainly = yes_no(meant) is not None or is_cancel(meant) or says_wrong(meant)
        self.talk.message = replace(self.talk.message, text=meant if plainly else PUT_RIGHT.format(meant))
        return self.talk.text

    def _several(self, form: Form[S] | None, text: str) -> bool:
        """Whether the words say several things, none of which is about the open form."""
        clauses = [] if self._pasted else several(self.talk.reader, text, self.talk.local)
        clauses = [replace(clause, heard=self._meaning.as_asked(clause.heard, clause.text)) for clause in clauses]
        heard = [clause.heard for clause in clauses]
        if not clauses or any(one.intent not in self._known.forms or self._meaning.is_of(form, one) for one in heard):
            return False
        OneByOne(self.session, self._known.forms).open(clauses)
        return True

    def _new_subject(self, form: Form[S] | None, text: str) -> None:
        """What words are about that are no answer: the first way of taking them that fits."""
        if form is not None and self._gives_way(form, text):
            self.talk.busy = False
        ways = (
            self._agreed,
            self._goes_on,
            self._nodded,
            self._asked_about,
            self._short_label,
            self._matched,
            self._stated,
            self._chatted,
        )
        if not any(way(form, text.strip()) for way in ways):
            self._understood(form, text)

    def _gives_way(self, form: Form[S], text: str) -> bool:
        """Whether what is open only looks something up, and the words answer nothing of it: nobody is kept by it."""
        slot = form.next_slot()
        return not form.writes and (slot is None or slot.kind.read(text, form) is None)

    def _agreed(self, form: Form[S] | None, text: str) -> bool:
        """Whether words begin with a yes to the reading back: what follows puts it right, or is for afterwards."""
        more = after_yes(text) if form is not None and form.next_slot() is None else ""
        if form is None or not more:
            return False
        if self._answer.corrected(form, more) or self._answer.stated(form, more):
            return True
        heard = self.talk.reader.understand(more, self.talk.local)
        new = self._meaning.is_other(form, heard, CERTAIN) or self._meaning.is_again(form, heard, more)
        if not new or not self._meaning.writes(heard) or supposed(more):
            return False
        self.talk.message = replace(self.talk.message, text=more)
        self.session.finish(form)
        self.said(more)
        return True

    def _goes_on(self, form: Form[S] | None, text: str) -> bool:
        if form is None or not is_go_on(text):
            return False
        self.session.heed(form)
        self.session.prompt()
        return True

    def _nodded(self, form: Form[S] | None, text: str) -> bool:
        """Whether a mere yes was said to a question that wants more: never another subject. Who asks to save, or
        agrees that it may follow, leaves open what may be left open."""
        slot = form.next_slot() if form is not None and yes_no(text) is True else None
        if form is None or slot is None:
            return False
        if slot.skip and (is_save(text) or slot.kind.may_follow):
            return self.session.fill(form, {slot.name: None})
        if not (self._answer.perhaps(form, text) or self._pressed(form, text)):
            self._not_understood(form)
        return True

    def _asked_about(self, form: Form[S] | None, text: str) -> bool:
        told = form.shows(text) if form is not None else None
        if told is None and form is not None and not self._late and asks_missing(text):
            told = prompts.missing(form)
        if told is not None:
            self.session.say(Reply(told))
            self.session.prompt()
        return told is not None

    def _short_label(self, form: Form[S] | None, text: str) -> bool:
        return form is None and yes_no(text) is None and len(text.split()) <= SHORT and self._pressed(form, text)

    def _matched(self, form: Form[S] | None, text: str) -> bool:
        """Whether a form's pattern or title was written."""
        patterned = self._known.patterns.within(text)
        found = next((one for one in patterned if one.pattern and one.pattern.fullmatch(text)), None)
        titled = None if found else self._titled(text)
        if titled is not None and self._pressed(form, text):
            return True
        if found is not None:
            self._by_itself(form, found, prompts.first_answer(found, self.talk, text))
        elif titled is not None:
            self._by_itself(form, titled, {})
        return found is not None or titled is not None

    def _chatted(self, form: Form[S] | None, text: str) -> bool:
        """Whether it is small talk, or a yes or no where nothing is open."""
        answer = form is None and yes_no(text) is not None
        if not small_talk(text) and not answer:
            return False
        if form is not None and is_of("group_names", text.strip(" .!").casefold()) and self._answer.perhaps(form, text):
            return True  # "rahayu" greets, and is what many a group is called
        if small_talk(text) or not self._pressed(form, text):
            self.session.open(self._known.forms[SMALL_TALK], {})
        return True

    def _understood(self, form: Form[S] | None, text: str) -> None:
        if form is None and (meant := as_meant(text)) != text:
            text, self.talk.message = meant, replace(self.talk.message, text=meant)
        heard = self.talk.reader.understand(self._pasted or text, self.talk.local)
        if self._supposed(heard, text) or self._several(form, text):
            return None
        heard = self._meaning.as_asked(heard, text)
        if form is not None:
            return self._beside(form, heard, text) if self.session.stands(form) else self.session.go_on(form)
        if heard.confidence < CERTAIN and self._pressed(form, text):
            return None
        return self._start(heard)

    def _titled(self, text: str) -> type[Form[Any]] | None:
        """The form whose title was typed, as its button says it."""
        return _titles(tuple(self._known.forms.values()), self.talk.account.language).get(worded(text))

    def _stated(self, form: Form[S] | None, text: str) -> bool:
        """Whether a form knows the whole text by the records; the open one takes it where it has no answer to that."""
        if form is not None and not self._late and self._answer.stated(form, text):
            return True
        if form is not None and not self._late and self._again(form, text):
            return True
        whole = self._pasted.strip() or text
        for known in self._known.hearing.within(whole):
            answers = known.hears(self.talk, whole)
            if answers is not None and (form is None or form.intent != known.intent):
                self.session.open(known, answers)
                return True
            if answers is not None and form is not None and not answers.keys() & form.answers.keys():
                return self.session.fill(form, answers, dumped=True)
        return form is None and self._asked_together(text)

    def _again(self, form: Form[S], text: str) -> bool:
        """Whether the open form knows that the text tells of another case of the same, which then comes afterwards."""
        answers = form.hears_again(self.talk, self._pasted.strip() or text)
        another = answers is not None and bool(answers.keys() & form.answers.keys()) and form.is_another(answers)
        if another and answers is not None:
            self.session.queue(type(form), answers)
        return another

    def _asked_together(self, text: str) -> bool:
        """Whether the words ask several things, each of which a form that only shows knows by itself; what the first
        names, a group say, is meant of the others too."""
        papers = papers_together(text, self.talk.local)
        parts = papers or asked_together(text)
        found = [self._shown_by(part) for part in parts]
        asked = [one for one in found if one is not None]
        kinds = {(known.intent, str(answers) if papers else "") for known, answers in asked}
        if len(asked) < len(parts) or len(kinds) < max(len(parts), 2):
            return False
        named = asked[0][1] if not papers else {}
        # What is asked back comes last: it would not stay open while another comes.
        asked = sorted(asked, key=lambda one: one[0](self.talk, one[1]).next_slot() is not None) if papers else asked
        for known, answers in asked:
            said = {**{name: value for name, value in named.items() if name in known.slots}, **answers}
            opens = self.session.open if self.session.form() is None else self.session.wait
            opens(known, said)
        return True

    def _shown_by(self, text: str) -> tuple[type[Form[Any]], Mapping[str, Any]] | None:
        shows = (known for known in self._known.hearing.within(text) if not known.writes)
        heard = ((known, known.hears(self.talk, text)) for known in shows)
        return next(((known, answers) for known, answers in heard if answers is not None), None)

    def _by_itself(self, form: Form[S] | None, found: type[Form[Any]], answers: Mapping[str, Any]) -> None:
        """Open what the whole text belongs to; the same once more is asked in other words, and read back once more."""
        if form is not None and form.intent == found.intent and not answers:
            return self.session.prompt() if form.next_slot() is None else self._not_understood(form)
        return self.session.open(found, answers)

    def _supposed(self, heard: Understood, text: str) -> bool:
        """Whether the words only suppose what would be written otherwise; then nothing is opened that writes."""
        clause = supposed(text) if WHAT_IF in self._known.forms else None
        asked = heard.intent in self._known.forms and heard.intent != FALLBACK and not self._meaning.writes(heard)
        if clause is None or (asked and heard.confidence >= CERTAIN):
            return False
        told = self.talk.reader.understand(clause, self.talk.local)
        if asked and heard.confidence >= max(POSSIBLE, told.confidence):
            return False
        if heard.confidence >= max(POSSIBLE, told.confidence) and self._meaning.supposes(heard):
            return False
        meant = next((one for one in (told, heard) if one.confidence >= POSSIBLE and self._meaning.writes(one)), None)
        if meant is not None:
            form, said = self._known.forms[WHAT_IF], {**meant.slots, "about": meant.intent, "words": clause}
            self.session.open(form, prompts.understood(form, self.talk, said))
        return meant is not None

    def _pressed(self, form: Form[S] | None, text: str) -> bool:
        """Whether the words were taken as a tap on a button of the last messages."""
        asked = text, form is not None
        if asked not in self._meant:
            self._meant[asked] = pressed(self.talk, text, busy=form is not None, missed=bool(self._unheard))
        payload = self._meant[asked]
        if payload is not None:
            self.session.state.unheard = self._unheard
            Tap(self.session, self._known.forms, self._held).answer(payload)
        return payload is not None

    def _beside(self, form: Form[S], heard: Understood, text: str) -> None:
        """Words that do not certainly answer the open question: the first way of taking them that fits."""
        ways = (self._stopped, self._put_right, self._elsewhere, self._taken)
        if any(way(form, heard, text) for way in ways) or self._pressed(form, text):
            return None
        least = POSSIBLE if self.session.missed or not form.writes else LIKELY
        return self._start(heard) if self._meaning.is_other(form, heard, least) else self._not_understood(form)

    def _stopped(self, form: Form[S], heard: Understood, text: str) -> bool:
        stops = heard.intent == CANCEL and heard.confidence >= CERTAIN and len(text.split()) <= FEW_WORDS
        if stops:
            self.session.cancel()
        return stops

    def _put_right(self, form: Form[S], heard: Understood, text: str) -> bool:
        """Whether an answer is said to be wrong, or is a day that no calendar has."""
        impossible = correcting.impossible(form, text) if form.next_slot() is None else None
        if impossible:
            self.session.change(form, impossible)
            return True
        if not self._meaning.passes(form, heard, text) and self._answer.corrected(form, text):
            return True
        return bool(corrections(text)) and not self._late and self._answer.carried(form, text)

    def _elsewhere(self, form: Form[S], heard: Understood, text: str) -> bool:
        """Whether another subject is meant, the same once more, or a question."""
        least = POSSIBLE if self._late or not self.talk.busy else CERTAIN
        certain = self._meaning.is_other(form, heard, least)
        if not certain and self._meaning.is_again(form, heard, text):
            self.session.queue(type(form), prompts.understood(type(form), self.talk, heard.slots))
            return True
        if certain or self._meaning.is_question(form, heard, text):
            self._start(heard)
            return True
        return False

    def _taken(self, form: Form[S], heard: Understood, text: str) -> bool:
        """Whether the words were taken for the open form, though not certainly meant for it."""
        if self._late and self._answer.perhaps(form, text):
            return True
        return not self._meaning.passes(form, heard, text) and (
            self._answer.carried(form, text) or self._answer.named(form, text) or self._answer.perhaps(form, text)
        )

    def _start(self, heard: Understood) -> None:
        intent = heard.intent if heard.confidence >= POSSIBLE and heard.intent in self._known.forms else FALLBACK
        if intent == FALLBACK:
            self.session.state.unheard = self.talk.text[:LONGEST_UNHEARD]
            self.talk.offers = offers(self._known.forms, self._known.guard, self.talk, heard)
        form = self._known.forms[intent]
        self.session.open(form, prompts.understood(form, self.talk, heard.slots))

    def _commanded(self, text: str) -> None:
        name, _space, rest = text[1:].partition(" ")
        form = self._known.commands.get(name.partition("@")[0].casefold())
        if form is None:
            return self.session.open(self._known.forms[FALLBACK], {})
        return self.session.open(form, prompts.command_answers(form, self.talk, rest.strip()))

    # -- what else

    def _has_lapsed(self, form: Form[S]) -> bool:
        """Whether a question that only looks something up was missed before already: it is given up."""
        if form.writes or not self.session.missed:
            return False
        self.session.state.close()
        return True

    def _not_understood(self, form: Form[S]) -> None:
        slot = form.next_slot()
        hint: Text | None = slot.kind.hint if slot else _("Please answer yes, or say what should be different.")
        if self.session.silenced(most=2) or self._has_lapsed(form):
            self.session.open(self._known.forms[FALLBACK], {})
        else:
            self.session.miss(sentence(_("I did not catch that."), hint), _("For something else, first tap Cancel."))


@lru_cache(maxsize=8)
def _titles(forms: tuple[type[Form[Any]], ...], language: str) -> Mapping[str, type[Form[Any]]]:
    """The forms by the words of their titles as they may be typed: in a language, or in Indonesian."""
    titled = [(form, form.title) for form in reversed(forms) if form.title]
    return {worded(title.render(spoken)): form for form, title in titled for spoken in (HOME_LANGUAGE, language)}
