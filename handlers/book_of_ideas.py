"""The book of ideas in words: whose an idea is, how far it has come, and which one is meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.forms import Form, Kind, Reading, ask, on_yes, opens
from bot.kinds import one_line
from bot.messages import Button
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, verbatim
from bot.understanding.answers import bare
from bot.understanding.normalise import read
from bot.understanding.verdicts import Verdict
from handlers.access import GroupForm
from handlers.ports import Store
from jamaah.groups import Group
from jamaah.ideas import Idea, Standing, adopted_on, is_open, standing
from jamaah.meetings import Meeting
from jamaah.members import addressed
from jamaah.people import fold

SHORT, LABEL, MOST_BUTTONS = 80, 24, 8
ENOUGH, SEVERAL = 0.6, 2
"""How much of an idea has to be named by words that do not say that they are about an idea; or so many of its words."""
STANDINGS: Mapping[Standing, Text] = {
    Standing.NEW: _("not discussed yet"),
    Standing.DISCUSSED: _("discussed {day}"),
    Standing.ADOPTED: _("adopted {day}"),
    Standing.NOT_ADOPTED: _("not adopted {day}"),
    Standing.CARRIED_OUT: _("adopted {day}; {outcome}"),
}
_EMPTY = frozenset(
    {"yang", "dan", "di", "ke", "dari", "untuk", "kita", "kami", "bersama", "itu", "ini", "buat", "dengan"}
)


def brought_by(talk: Talk[Store], idea: Idea) -> str | None:
    """Whose idea it is, as they are spoken of; None where nobody said."""
    member = talk.store.members.get(idea.by) if idea.by else None
    return addressed(member, talk.local.date(), talk.store.members.of(idea.group)) if member else idea.outside


def how_far(idea: Idea) -> Text:
    """How far an idea has come, in words."""
    day = idea.decided or adopted_on(idea) or idea.discussed or idea.day
    return STANDINGS[standing(idea)](day=PlainDate(day), outcome=shortened(idea.outcome or ""))


def shortened(words: str, longest: int = SHORT) -> str:
    """Words, cut where they are too long for a line."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def called(talk: Talk[Store], idea: Idea) -> Text:
    """An idea within a sentence: whose it is, and what."""
    who, what = brought_by(talk, idea), shortened(idea.what)
    return _("idea of {who} ({what})")(who=who, what=what) if who else _("idea ({what})")(what=what)


def one_of(talk: Talk[Store], number: int, idea: Idea) -> Text:
    """An idea as a line of the list."""
    who = brought_by(talk, idea)
    told = _("{number}. {what} ({who}): {how_far}") if who else _("{number}. {what}: {how_far}")
    return told(number=number, what=shortened(idea.what), who=who, how_far=how_far(idea))


def numbered(talk: Talk[Store], group: Group | None) -> list[tuple[int, Idea]]:
    """The ideas of a group with the numbers they keep in the book, which begins with 1."""
    return [(idea.number, idea) for idea in talk.store.ideas.of(group.id)] if group else []


def open_ideas(talk: Talk[Store], group: int) -> list[Idea]:
    """The ideas about which nothing is decided."""
    return [idea for idea in talk.store.ideas.of(group) if is_open(idea)]


def waiting_button(talk: Talk[Store], group: int, **tokens: int) -> tuple[Button, ...]:
    """Offers to write down what became of the ideas that wait, where there are such."""
    count = len(open_ideas(talk, group))
    label = _("Ideas that wait ({count})")(count=count)
    return (opens("settle_idea", label, group=group, **tokens),) if count else ()


def says(decision: str, idea: Idea) -> bool:
    """Whether a decision says all that an idea says."""
    return _words(idea.what) <= _words(decision)


def adopting(talk: Talk[Store], meeting: Meeting, decisions: Sequence[str]) -> tuple[Text | None, tuple[Button, ...]]:
    """Asks whether what was decided is an idea that waits, where it says the same; and the button that says so."""
    waiting = open_ideas(talk, meeting.group)
    found = next((idea for idea in waiting if any(says(decision, idea) for decision in decisions)), None)
    if found is None:
        return None, ()
    of = {"group": meeting.group, "idea": found.id, "meeting": meeting.id}
    adopted = opens("settle_idea", _("Adopted"), fate=Standing.ADOPTED.value, **of)
    return _("The {idea}: adopted with that?")(idea=called(talk, found)), (on_yes(adopted),)


def kept(told: Verdict) -> Json:
    """What was told of an idea, as it is kept among the answers."""
    return asdict(told) | {"about": list(told.about)}


def meant_by(talk: Talk[Store], group: Group | None, told: Verdict) -> list[tuple[int, Idea]]:
    """The ideas that words may mean, with their numbers: the one of a number, else those in which all the words stand;
    words that do not speak of an idea have to name most of it."""
    ideas = numbered(talk, group)
    if told.number is not None:
        return [one for one in ideas if one[0] == told.number]
    if not told.about:
        return [one for one in ideas if is_open(one[1])]
    found = [one for one in ideas if _names(talk, told, one[1])]
    waiting = [one for one in found if is_open(one[1])]
    return waiting or found


def _names(talk: Talk[Store], told: Verdict, idea: Idea) -> bool:
    said, words = _words(" ".join(told.about)), _words(idea.what)
    member = talk.store.members.get(idea.by) if idea.by and told.named else None
    owner = (
        set(fold(f"{member.name} {fold(member.called)}").split()) if member else set(fold(idea.outside or "").split())
    )
    matched = [word for word in said if _stands_in(word, words)]
    if told.named:
        return all(word in matched or word in owner for word in said)
    enough = len(matched) >= SEVERAL or len(matched) >= ENOUGH * len(words)
    return bool(matched) and len(matched) == len(said) and enough


def _words(text: str) -> set[str]:
    return {word for word in read(text).words if word not in _EMPTY}


def _stands_in(word: str, words: Collection[str]) -> bool:
    """Whether a word is among others, perhaps one of them with an ending: "jahite"."""
    return any(word == one or _ends(word, one) or _ends(one, word) for one in words)


def _ends(longer: str, word: str) -> bool:
    return len(word) > SEVERAL + 1 and longer.startswith(word) and len(longer) < len(word) + 5


class WhichIdea(Kind[int]):
    """An idea of the group's book: by its number in the book, by words of it, or by whose it is."""

    hint = _("Please tap the idea, or write its number.")

    def read(self, text: str, form: Any) -> Reading[int] | None:
        words = bare(one_line(text)).strip(" .!")
        number = int(words) if words.isascii() and words.isdigit() and len(words) < LABEL else None
        about = Verdict(tuple(words.split()), number, "", sure=True, named=True)
        found = meant_by(form.talk, form.group, about) if words else []
        return Reading(found[0][1].id, certain=True) if len(found) == 1 else None

    def tap(self, token: str, form: Any) -> int | None:
        ids = {str(idea.id) for _number, idea in numbered(form.talk, form.group)}
        return int(token) if token in ids else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [
            (verbatim(shortened(f"{number}. {idea.what}", LABEL)), str(idea.id))
            for number, idea in form.candidates()[:MOST_BUTTONS]
        ]


class About(Kind[Json]):
    """What words tell of an idea, as they were read."""

    def read(self, text: str, form: Form[Any]) -> Reading[Json] | None:
        return None


def _which(form: IdeaForm) -> Text:
    told = form.told
    if told and told.number is not None and not form.meant():
        return _("There is no idea {number} in the book. Which one is it?")(number=told.number)
    if told and told.about and not form.meant():
        return _("I do not find that idea in the book. Which one is it?")
    return _("Which idea is it?")


class IdeaForm(GroupForm):
    """A conversation about one idea of a group's book."""

    about: Json = ask(About(), optional=True)
    idea: int = ask(WhichIdea(), _which, label=_("which idea"), default=lambda form: form.only(), key=True)

    @property
    def told(self) -> Verdict | None:
        """What was said of the idea, in words that were understood."""
        said = self.answers.get("about")
        return Verdict(**{**said, "about": tuple(said["about"])}) if said else None

    def is_another(self, again: Mapping[str, Json]) -> bool:
        """Whether what is told once more is told of another idea, which is certain too."""
        said = again.get("about")
        told = Verdict(**{**said, "about": tuple(said["about"])}) if isinstance(said, Mapping) else None
        found = meant_by(self.talk, self.group, told) if told else []
        return self.idea is not None and len(found) == 1 and found[0][1].id != self.idea

    def meant(self) -> list[tuple[int, Idea]]:
        """The ideas that may be meant by what was said, with their numbers."""
        return meant_by(self.talk, self.group, self.told) if self.told else []

    def candidates(self) -> list[tuple[int, Idea]]:
        """Those to be offered: what may be meant, else the newest."""
        return self.meant() or self.offered()

    def offered(self) -> list[tuple[int, Idea]]:
        """Those it may be about where none was named, the newest first."""
        return numbered(self.talk, self.group)[::-1]

    def only(self) -> int | None:
        """The idea that is meant, where only one can be."""
        found = self.meant()
        return found[0][1].id if len(found) == 1 else None

    def the_idea(self) -> Idea | None:
        """The idea it is about; None as long as that is not clear."""
        return next((idea for _number, idea in numbered(self.talk, self.group) if idea.id == self.idea), None)
