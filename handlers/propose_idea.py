"""An idea put forward: a member's own from their own chat, anybody's by the secretary, several in one message too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import Denied, Form, Kind, Reading, Refusal, ask, on, opens
from bot.kinds import Day, one_line
from bot.messages import Reply
from bot.ports import Json
from bot.texts import Text, _, lines, sentence
from bot.understanding.answers import is_skip, yes_no
from bot.understanding.dates import find_date
from bot.understanding.proposals import Proposal, proposals
from bot.understanding.telling import is_question
from handlers.access import GroupForm, can
from handlers.attending import NOT_A_MEMBER, Which
from handlers.book_of_ideas import brought_by, how_far, numbered
from handlers.names import FullName
from handlers.spoken_names import ME
from handlers.the_member import the_speaker
from handlers.welcome import secretaries_of
from handlers.words import listing, spoken_to
from jamaah.groups import Group
from jamaah.ideas import Idea, known
from jamaah.meant import resolve
from jamaah.members import Member
from jamaah.people import fold, split_honorific, tidy_name
from jamaah.roles import Deed
from jamaah.rsvps import of_one_house

LONGEST, MOST = 300, 20
Put = list[dict[str, Any]]


class PutForward(Kind[Put]):
    """One idea or several, in free words, with whose they are where that is said."""

    hint = _("Please write the idea in a few words.")

    def read(self, text: str, form: Form[Any]) -> Reading[Put] | None:
        told = proposals(text)
        if told:
            return Reading([_kept(one) for one in told])
        other = is_question(text) or is_skip(text) or yes_no(text) is not None
        words = one_line(text)
        return None if other or not any(map(str.isalpha, words)) else Reading([_kept(Proposal(words))])

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Put | None:
        return [_kept(Proposal(**one)) for one in next(iter(said.values()))]

    def told(self, value: Put) -> Text | None:
        return listing(one["what"] for one in value)


def _kept(told: Proposal) -> dict[str, Any]:
    return {
        "what": one_line(told.what).strip(" .,:;"),
        "lead": told.lead[:LONGEST],
        "by": told.by,
        "outside": told.outside,
        "mine": told.mine,
    }


class Whose(FullName):
    """Whose idea it is: a name, or the speaker by a tap."""

    hint = _("Please write the name, for example: Bu Tini.")

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        told = proposals(f"usul {text}: x") if "usul" not in text.casefold() else proposals(f"{text}: x")
        if told and told[0].mine:
            return Reading(ME, certain=True)
        name = told[0].by if told and told[0].by else text
        return None if "usul" in name.casefold() else super().read(name, form)

    def tap(self, token: str, form: Form[Any]) -> str | None:
        return ME if token == "me" else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(_("My own idea"), "me")] if form.mine() else []


def _which_one(form: ProposeIdea) -> Text:
    name = form.unclear()[0]
    if name == ME:
        return _("Whose idea is it?")
    if form.meant_by(name):
        return _("Which {name} do you mean?")(name=name)
    return _("I do not find {name} among the members. Who is it?")(name=_as_a_name(name))


@on("propose_idea", deed=Deed.PROPOSE_IDEA, command="usul")
class ProposeIdea(GroupForm):
    """Put an idea forward."""

    title = _("Put an idea forward")
    supposes = True
    ideas: Put = ask(PutForward(), _("What is the idea?"), label=_("idea"), key=True)
    whose: str | None = ask(
        Whose(),
        _("Whose idea is it?"),
        label=_("whose it is"),
        skip=True,
        when=lambda form: form.is_anybodys(),
    )
    which: dict[str, int] | None = ask(
        Which(),
        _which_one,
        when=lambda form: form.group is not None and bool(form.names()),
        until=lambda form: not form.unclear(),
        default=lambda form: {} if not form.unclear() else None,
    )
    day: date | None = ask(Day(past=True), optional=True, label=_("day"))

    def keeps_book(self) -> bool:
        """Whether the speaker writes down the ideas of others."""
        return self.group is not None and can(self.talk, self.group.id, Deed.RECORD_MEETING)

    def is_anybodys(self) -> bool:
        """Whether nothing is said of whose it is, and it need not be the speaker's."""
        return self.keeps_book() and not any(one["by"] or one["outside"] or one["mine"] for one in self.ideas or ())

    def roll(self) -> list[Member]:
        """The members now."""
        return self.talk.store.members.of(self.group.id) if self.group else []

    def mine(self) -> list[Member]:
        """The members whom the speaker is: one, or two who share a phone."""
        linked = [member for member in self.roll() if member.person == self.talk.person]
        return linked or (the_speaker(self.talk, self.roll()) if self.keeps_book() else [])

    def names(self) -> list[str]:
        """Whose ideas these are, each name once, as it was said."""
        owners = (self._owner(one) for one in self.ideas or ())
        return [name for name in dict.fromkeys(owners) if name is not None]

    def _owner(self, put: Mapping[str, Any]) -> str | None:
        """Whose it is by what was said: a name, or ME."""
        name = put["by"] or (None if put["outside"] else self.answers.get("whose") if self.keeps_book() else None)
        if name and name != ME and not self.keeps_book() and self._is_spoken_to(name):
            name = None
        own = put["mine"] or (not self.keeps_book() and not put["outside"])
        return name or (ME if own and self.mine() else None)

    def _is_spoken_to(self, name: str) -> bool:
        """Whether a name is that of the secretary to whom a member writes: "Bu Sri, usul ..."."""
        people = self.talk.store.people
        keepers = [people.get(one).address for one in people.keeping(self.group.id)]
        return any(fold(name) == fold(address) for address in keepers)

    def meant_by(self, name: str) -> list[Member]:
        """The members who may be meant by a name, or by "aku"."""
        return self.mine() if name == ME else resolve(name, self.roll(), self.talk.local.date())

    def unclear(self) -> list[str]:
        """Names that mean nobody, or more than one, and have not been asked."""
        asked = self.answers.get("which") or {}
        return [name for name in self.names() if name not in asked and len(self.meant_by(name)) != 1]

    def _who(self, put: Mapping[str, Any]) -> tuple[int | None, str | None]:
        """The member who brought it, or who else did."""
        name = self._owner(put)
        if name is None:
            return None, put["outside"]
        asked = (self.answers.get("which") or {}).get(name)
        if asked == NOT_A_MEMBER:
            return None, _as_a_name(name)
        return asked or self.meant_by(name)[0].id, None

    def check(self) -> None:
        super().check()
        if any(len(one["what"]) > LONGEST for one in self.ideas or ()):
            raise Refusal("ideas", _("That is long. Please write it in at most {longest} letters.")(longest=LONGEST))
        if len(self.ideas or ()) >= MOST:
            raise Refusal("ideas", _("That is much at once. Please write at most {most} ideas.")(most=MOST - 1))
        if self.day and self.day > self.talk.local.date():
            raise Refusal("day", _("That day is still to come."))
        if self.group is None or not self.ideas or self.keeps_book():
            return
        for name in self.names():
            self._may_speak_for(name)

    def _may_speak_for(self, name: str) -> None:
        """Raises Denied where a member tells the idea of somebody of another house."""
        house = [one for one in self.roll() if any(of_one_house(one, me) or one == me for me in self.mine())]
        if name != ME and not any(member in house for member in self.meant_by(name)):
            told = _("The idea of {name} they tell best themselves, or {secretaries} writes it down.")
            raise Denied(told(name=_as_a_name(name), secretaries=secretaries_of(self.talk, self.group.id)))

    def _new(self) -> list[Idea]:
        """What is to be written: the ideas that are not in the book yet, each once."""
        kept, new = [idea for _number, idea in numbered(self.talk, self.group)], list[Idea]()
        for put in self.ideas:
            by, outside = self._who(put)
            idea = Idea(group=self.group.id, day=self._day(put), what=put["what"], by=by, outside=outside)
            if known(idea.what, [*kept, *new]) is None:
                new.append(idea)
        return new

    def _day(self, put: Mapping[str, Any]) -> date:
        today = self.talk.local.date()
        told = self.day or find_date(put["lead"], self.talk.local, past=True) or today
        return min(told, today)

    def summary(self) -> Text:
        new = self._new()
        if not new:
            raise Denied(self._known())
        if len(new) == 1:
            return sentence(self._told(new[0]), _("Is that right?"))
        rows = (self._row(number, idea) for number, idea in enumerate(new, 1))
        return lines(_("{count} ideas:")(count=len(new)), *rows, _("Is that right?"))

    def _known(self) -> Text:
        """That it stands in the book already, and how far it has come."""
        number, idea = next(one for one in numbered(self.talk, self.group) if known(self.ideas[0]["what"], [one[1]]))
        who = brought_by(self.talk, idea)
        told = _("That is in the book of ideas already, number {number} ({who}): {how_far}.")
        return told(number=number, who=who or _("nobody said whose"), how_far=how_far(idea))

    def _told(self, idea: Idea) -> Text:
        who = self._name(idea)
        day = [] if idea.day == self.talk.local.date() else [_("{day}")(day=idea.day)]
        told: list[Text | str] = [*([who] if who else []), *day]
        if not told:
            return _("Idea: {what}.")(what=idea.what)
        return _("Idea of {told}: {what}.")(told=listing(told), what=idea.what)

    def _name(self, idea: Idea) -> str | None:
        """Whose it is, as the speaker is told."""
        if idea.by is not None and [member.id for member in self.mine()] == [idea.by]:
            return spoken_to(self.talk.store.people.get(self.talk.person).address)
        return brought_by(self.talk, idea)

    def _row(self, number: int, idea: Idea) -> Text:
        who = self._name(idea)
        told = _("{number}. {who}: {what}") if who else _("{number}. {what}")
        return told(number=number, who=who, what=idea.what)

    def act(self, group: Group) -> Reply:
        new = self._new()
        if not new:
            raise Denied(self._known())
        written = self.talk.store.ideas.add(new)
        self._tell_secretaries(group, written)
        number = next(number for number, idea in numbered(self.talk, group) if idea.id == written[0].id)
        told = _("✓ In the book of ideas, number {number}. It may be discussed at the next meeting.")
        several = _("✓ {count} ideas are in the book. They may be discussed at the next meeting.")
        said = told(number=number) if len(written) == 1 else several(count=len(written))
        return Reply(said, (opens("list_ideas", _("Book of ideas"), group=group.id),))

    def _tell_secretaries(self, group: Group, written: Sequence[Idea]) -> None:
        """Whoever keeps the book hears what a member has put forward."""
        if self.keeps_book():
            return
        rows = [
            _("{who} puts forward: {what}.")(who=brought_by(self.talk, idea) or idea.outside or "", what=idea.what)
            for idea in written
        ]
        seen = opens("list_ideas", _("Book of ideas"), group=group.id)
        for secretary in self.talk.store.people.keeping(group.id):
            self.talk.tell(secretary, Reply(lines(*rows), (seen,), "alert"))


def _as_a_name(name: str) -> str:
    honorific, rest, _gender = split_honorific(name)
    return f"{honorific} {tidy_name(rest)}".strip() if rest else name
