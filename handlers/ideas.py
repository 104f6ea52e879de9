"""The book of ideas: a list of them, one of them whole, a text to copy; an idea put right or taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.forms import Denied, Form, Reading, Refusal, ask, on, opens
from bot.kinds import Words, one_line
from bot.messages import Button, Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.answers import is_skip, yes_no
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.telling import is_question
from bot.understanding.verdicts import asked_about, asks_what_became
from handlers.access import GroupForm, can, groups_for, told_of
from handlers.accompanied import as_of_today
from handlers.book_of_ideas import (
    IdeaForm,
    brought_by,
    called,
    how_far,
    kept,
    meant_by,
    numbered,
    one_of,
    waiting_button,
)
from handlers.kinds import Id
from handlers.ports import Store
from handlers.words import group_name
from jamaah.groups import Group
from jamaah.ideas import Idea, Standing, is_open, standing
from jamaah.roles import Deed

A_PAGE, LONGEST, A_MESSAGE = 10, 300, 3_000


OF_GROUP = expression(
    r"(?:(?:lihat|delok|daftar|buku|minta) )*(?:usul(?:an)?|ide)(?:e|ne|nya|ipun)?(?: (?:apa saja|opo wae))?"
)


@on("list_ideas", deed=Deed.SEE_MINUTES)
class ListIdeas(GroupForm):
    """See which ideas were put forward, the newest first."""

    title = _("Book of ideas")
    writes = False
    page: int | None = ask(Id(), optional=True)

    @classmethod
    @only_with(asks_what_became, OF_GROUP)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usul saya gimana hasilnya?", "usulan melati" of who accompanies several."""
        if asks_what_became(text):
            return {} if groups_for(talk, Deed.SEE_MINUTES) else None
        rest, of = told_of(talk, Deed.ACCOMPANY, text, ("usul", "ide"), alone=True)
        return of if of and not talk.busy and OF_GROUP.fullmatch(rest.strip(" ?.!")) else None

    def act(self, group: Group) -> Reply:
        ideas = numbered(self.talk, group)[::-1]
        if not ideas:
            put = (opens("propose_idea", _("Put an idea forward"), group=group.id),)
            return Reply(_("No idea has been put forward yet."), put if self._may(group, Deed.PROPOSE_IDEA) else ())
        first = (self.page or 0) * A_PAGE
        shown = ideas[first : first + A_PAGE]
        waiting = sum(is_open(idea) for _number, idea in ideas)
        head = _("{count} ideas, {waiting} of them wait for a decision.")(count=len(ideas), waiting=waiting)
        return Reply(
            lines(
                sentence(head, as_of_today(self.talk, group)),
                *(one_of(self.talk, number, idea) for number, idea in shown),
            ),
            (*self._more(group, first + A_PAGE < len(ideas)), *self._offers(group)),
        )

    def _more(self, group: Group, there_is: bool) -> tuple[Button, ...]:
        earlier = opens("list_ideas", _("Earlier ones"), group=group.id, page=(self.page or 0) + 1)
        return (earlier,) if there_is else ()

    def _offers(self, group: Group) -> tuple[Button, ...]:
        share = opens("share_ideas", _("Text to copy"), group=group.id)
        settle = waiting_button(self.talk, group.id) if self._may(group, Deed.RECORD_MEETING) else ()
        return (*settle, share)

    def _may(self, group: Group, deed: Deed) -> bool:
        return can(self.talk, group.id, deed)


SHARE = (
    r"(?:(?:tolong|minta|nyuwun|njaluk|kirim\w*|buat\w*|bikin\w*|mana|endi|salin\w*) )*"
    r"(?:teks|text|tulisan|salinan)\w{0,3} "
    r"(?:(?:kanggo|nggo|untuk|utk|buat|buku|daftar) )*(?:usul\w*|ide\w*|saran\w*)"
    r"(?: (?:untuk|utk|kanggo|nggo|buat|grup|group|wa|whatsapp|kelompok|ya|bu|pak|dong))*[ .!?]*"
)


@on("share_ideas", deed=Deed.SEE_MINUTES, pattern=SHARE)
class ShareIdeas(GroupForm):
    """The book of ideas as a text to copy: number, day, whose, what, and what became of it."""

    writes = False

    def act(self, group: Group) -> Reply | list[Reply]:
        ideas = numbered(self.talk, group)
        if not ideas:
            return Reply(_("No idea has been put forward yet."))
        title = _("Book of ideas of {group}")(group=group_name(group))
        pieces = _pieces(ideas)
        return [
            Reply(lines(title if at == 0 else None, *(self._row(number, idea) for number, idea in piece)))
            for at, piece in enumerate(pieces)
        ]

    def _row(self, number: int, idea: Idea) -> Text:
        who = brought_by(self.talk, idea)
        told = _("{number}. {day}, {who}: {what}. {how_far}.") if who else _("{number}. {day}: {what}. {how_far}.")
        return told(number=number, day=PlainDate(idea.day), who=who, what=idea.what, how_far=how_far(idea))


def _pieces(ideas: Sequence[tuple[int, Idea]]) -> list[list[tuple[int, Idea]]]:
    """The ideas in messages that are not too long."""
    pieces: list[list[tuple[int, Idea]]] = [[]]
    for number, idea in ideas:
        longest = sum(len(one.what) + len(one.outcome or "") + 100 for _number, one in pieces[-1])
        if pieces[-1] and longest + len(idea.what) + len(idea.outcome or "") > A_MESSAGE:
            pieces.append([])
        pieces[-1].append((number, idea))
    return pieces


@on("show_idea", deed=Deed.SEE_MINUTES)
class ShowIdea(IdeaForm):
    """Ask what became of an idea."""

    writes = False

    @classmethod
    @only_with(asked_about)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usulan mesin jahit piye?", "usul nomor 2"."""
        told = asked_about(text)
        if told is None:
            return None
        found = [group for group in groups_for(talk, Deed.SEE_MINUTES) if meant_by(talk, group, told)]
        if not found:
            return None
        return {"about": kept(told), **({"group": found[0].id} if len(found) == 1 else {})}

    def act(self, group: Group) -> Reply:
        idea = self.the_idea()
        if idea is None:
            return Reply(_("That idea is not in the book any more."))
        number = next(number for number, one in numbered(self.talk, group) if one.id == idea.id)
        who = brought_by(self.talk, idea)
        head = _("Idea {number}, {day}, {who}: {what}.") if who else _("Idea {number}, {day}: {what}.")
        said = sentence(head(number=number, day=PlainDate(idea.day), who=who, what=idea.what), self._became(idea))
        return Reply(said, self._offers(group, idea))

    def _became(self, idea: Idea) -> Text:
        return {
            Standing.NEW: _("It has not been discussed yet."),
            Standing.DISCUSSED: _("It was discussed on {day}; nothing is decided yet."),
            Standing.ADOPTED: _("It was adopted on {day}."),
            Standing.NOT_ADOPTED: _("It was not adopted, {day}."),
            Standing.CARRIED_OUT: _("It was adopted; what came of it: {outcome}."),
        }[standing(idea)](day=PlainDate(idea.decided or idea.discussed or idea.day), outcome=idea.outcome)

    def _offers(self, group: Group, idea: Idea) -> tuple[Button, ...]:
        offers = []
        if can(self.talk, group.id, Deed.RECORD_MEETING):
            offers.append(opens("settle_idea", _("What became of it"), group=group.id, idea=idea.id))
        if may_change(self.talk, idea):
            offers.append(opens("correct_idea", _("Correct it"), group=group.id, idea=idea.id))
            offers.append(opens("remove_idea", _("Take it out"), group=group.id, idea=idea.id))
        return tuple(offers)


def may_change(talk: Talk[Store], idea: Idea) -> bool:
    """Whether the speaker may put an idea right: who keeps the book, and a member their own while it is new."""
    if can(talk, idea.group, Deed.RECORD_MEETING):
        return True
    member = talk.store.members.get(idea.by) if idea.by else None
    mine = member is not None and member.person == talk.person
    return mine and standing(idea) is Standing.NEW and can(talk, idea.group, Deed.PROPOSE_IDEA)


class ChangeIdea(IdeaForm):
    """A change of an idea by whoever may."""

    def offered(self) -> list[tuple[int, Idea]]:
        """Those that the speaker may change, the newest first."""
        return [one for one in numbered(self.talk, self.group)[::-1] if may_change(self.talk, one[1])]

    def check(self) -> None:
        super().check()
        idea = self.the_idea()
        if self.group is not None and not numbered(self.talk, self.group):
            raise Denied(_("There is no idea in the book yet."))
        if self.group is not None and not self.offered():
            raise Denied(_("What is discussed already, or put forward by another, the secretary puts right."))
        if idea is not None and not may_change(self.talk, idea):
            raise Denied(_("What is discussed already, or put forward by another, the secretary puts right."))

    def certain(self) -> Idea:
        """The idea it is about. Raises Denied where it is gone."""
        idea = self.the_idea()
        if idea is None:
            raise Denied(_("That idea is not in the book any more."))
        return idea


class Right(Words):
    """An idea as it is right."""

    def read(self, text: str, form: Form[Any]) -> Reading[str] | None:
        other = is_question(text) or is_skip(text) or yes_no(text) is not None
        return None if other else super().read(text, form)


_IDEA = r"(?:usul\w*|ide\w*|saran\w*)"
_RIGHT = expression(
    rf"^(?P<which>.{{0,120}}?\b{_IDEA}\b.{{0,120}}?),? (?:(?:itu|kuwi) )?(?:yang benar|sing bener|"
    r"(?:di)?ganti|(?:di)?ubah|harusnya|seharusnya|mestinya|kudune|kuduné|maksudnya|salah,? (?:harusnya|yang benar))"
    r"(?: (?:jadi|menjadi|dadi))?\s*[:=,]?\s+(?P<right>\S.*)$"
    r"|^\W*(?:betulk?e?an|benerk?e|bener(?:ke|no)|ralat|koreksi|ubah|ganti)(?:en|no|kan|ke)? "
    rf"(?P<this>{_IDEA}\b[^:=]{{0,120}}?)\s*[:=]\s*(?P<so>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_THAT = expression(r",? (?:bukan|dudu|sanes) [^,]*$", re.IGNORECASE)
_TAKE_OUT = r"(?:hapus|coret|cabut|tarik|busak|buang)(?:en|no|kan|ke|i|ae|e)?"
_OUT = expression(
    rf"^\W*(?:(?:tolong|mohon) )?(?:{_TAKE_OUT}|batalk?e?an(?:en|no|kan)?) (?P<which>{_IDEA}\b.{{0,120}})$"
    rf"|^\W*(?P<one>{_IDEA}\b.{{0,120}}?),? (?:(?:itu|kuwi|mau|minta|nyuwun|tak|dak|saya|aku) )*(?:di-?)?{_TAKE_OUT}"
    r"(?: (?:saja|wae|mawon|ya|bu|pak|dulu|sik|aja|ae|nggih))*$",
    re.IGNORECASE,
)


@on("correct_idea", deed=Deed.PROPOSE_IDEA)
class CorrectIdea(ChangeIdea):
    """Put right what an idea says."""

    what: str = ask(Right(LONGEST), _("How is it right?"), label=_("idea"))

    @classmethod
    @only_with(_RIGHT)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "usul nomor 2 harusnya beli mesin obras", "betulkan usul nomor 2: beli mesin obras"."""
        found = _RIGHT.match(text.strip(" .!"))
        answers = _of_book(talk, found["which"] or found["this"]) if found else None
        right = _NOT_THAT.sub("", one_line(found["right"] or found["so"])) if found else ""
        return {**answers, "what": right} if answers and right else None

    def check(self) -> None:
        super().check()
        if self.what and len(self.what) > LONGEST:
            raise Refusal("what", _("That is long. Please write it in at most {longest} letters.")(longest=LONGEST))

    def summary(self) -> Text:
        idea = self.certain()
        told = _("The {idea} is to say: {what}.")(idea=called(self.talk, idea), what=self.what)
        return sentence(told, _("Is that right?"))

    def act(self, group: Group) -> Reply:
        self.talk.store.ideas.replace(replace(self.certain(), what=self.what))
        return Reply(_("✓ Put right."), (opens("list_ideas", _("Book of ideas"), group=group.id),))


@on("remove_idea", deed=Deed.PROPOSE_IDEA)
class RemoveIdea(ChangeIdea):
    """Take an idea out of the book that should not stand there."""

    save = _("Yes")
    ends_at_no = True

    @classmethod
    @only_with(_OUT)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "hapus usul mesin jahit", "usul nomor 2 dicabut"; only of the book the latter, a new idea may begin so."""
        found = _OUT.match(text.strip(" .!"))
        return _of_book(talk, found["which"] or found["one"], there=not found["which"]) if found else None

    def summary(self) -> Text:
        return _("Take the {idea} out of the book?")(idea=called(self.talk, self.certain()))

    def act(self, group: Group) -> Reply:
        self.talk.store.ideas.remove(self.certain())
        return Reply(_("✓ Taken out of the book."))


def _of_book(talk: Talk[Store], words: str, *, there: bool = False) -> dict[str, Json] | None:
    """The answers by which an idea of the book is meant; None where there is no book of ideas to be written in, or the
    idea is not in it although it has to be `there` or be named by its number."""
    told = asked_about(words, asking=False)
    groups = groups_for(talk, Deed.PROPOSE_IDEA)
    if told is None or not groups:
        return None
    found = [group for group in groups if meant_by(talk, group, told)]
    if there and not found and told.number is None:
        return None
    return {"about": kept(told), **({"group": found[0].id} if len(found) == 1 else {})}
