"""What the books say of somebody who asks for their own data, who sees it, and how it is put right or let go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.forms import Form, ask, on, opens
from bot.kinds import Choice
from bot.messages import Button, Reply
from bot.ports import Json
from bot.texts import PlainDate, Text, _, lines, sentence
from bot.understanding.taking_out import is_of_a_piece
from handlers.access import groups_for
from handlers.channels import channel_name, channels_of
from handlers.held_of import agreement, beside, by_whom
from handlers.minutes import recorded_for
from handlers.ports import Store
from handlers.posts import HEADINGS
from handlers.seen_by import seen_by
from handlers.unasked import said_of_channels
from handlers.welcome import patience, secretaries_of
from handlers.words import described, group_name, listing, since_when, spoken_to
from jamaah.groups import Group
from jamaah.members import Member
from jamaah.nik import ends
from jamaah.officers import serving
from jamaah.roles import Deed

SHOWN_DIGITS = 4


class Action(StrEnum):
    SHOW = "show"
    ERASE = "erase"


ACTION = Choice(Action, {Action.SHOW: _("Show my data"), Action.ERASE: _("Delete my data")}, {})


# "umurku piro neng buku?", "nomerku bener ra"; who tells a figure puts something right.
_MINE = (
    r"(?:(?:opo|apa|piro|pinten|berapa) )?"
    r"(?:umur|nomer|nomor|no|hp|wa|data|alamat|jeneng|nama)(?: ?(?:hp|wa|lahir|lengkap|ne|e))*"
    r"(?:ku| saya| aku| kulo| kula)\b"
    r"[^\d\n]{0,30}\b(?:piro|pinten|berapa|bener|leres|benar|opo|apa|nopo|napa|pripun|piye)\b[^\d\n]{0,24}"
    # "sopo sing wis ndelok dataku?": who did is told with all that is kept
    r"|(?:sopo|sapa|siapa|sinten)(?: (?:wae|saja|ae|mawon))* (?:sing|yang|ingkang)"
    r"(?: (?:wis|uwis|sudah|sampun|pernah|tau))* (?:ndelok|ndeleng|lihat|liat|melihat|mirsani|mbukak|membuka)"
    r" (?:data|datane|catatan|cathetan) ?(?:ku|saya|aku|kulo|kula)[?.! ]*"
)


@on("delete_my_data", deed=Deed.ASK_HELP, pattern=_MINE)
class MyData(Form[Store]):
    """See what is kept of you, who sees it, and how it is corrected or let go."""

    title = _("My data")
    writes = False
    action: Action = ask(ACTION, optional=True, default=lambda form: Action.SHOW)

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """What is to go is asked back first."""
        whole = self.action is Action.ERASE and not is_of_a_piece(self.talk.text)
        return ("erase_me", {}) if whole else None

    def done(self) -> Reply | list[Reply]:
        mine = self._mine()
        told = [self._shown(mine), *self._more(mine)] if mine else [self._in_no_book()]
        return [*told, *self._of_channels()]

    def _of_channels(self) -> Iterator[Reply]:
        """Where the news comes, and what was said of messages that one does not ask for, where anything was said."""
        talk, said = self.talk, list(said_of_channels(self.talk))
        channels, heard = channels_of(talk.store, talk.person), talk.store.talks.reachable(talk.person)
        if len(channels) > 1 and heard is not None:
            where = _("You write on {channels}; news comes on {channel}.")
            names = listing([channel_name(one) for one in channels])
            said.insert(0, where(channels=names, channel=channel_name(heard.channel)))
        others = [one for one in channels if heard is not None and one != heard.channel]
        label = _("News on {channel}")
        if said:
            yield Reply(
                lines(*said),
                tuple(opens("prefer_channel", label(channel=channel_name(one)), channel=one) for one in others),
            )

    def _more(self, mine: list[tuple[Group, Member]]) -> Iterator[Reply]:
        """What else is kept, who wrote it, and how it is put right or let go."""
        for group, member in mine:
            told = [*beside(self.talk.store, member), *by_whom(self.talk.store, group, member)]
            wrong = _("If something is wrong, please tell {secretaries}.")
            yield Reply(
                lines(*told, wrong(secretaries=secretaries_of(self.talk, group.id))),
                (opens("erase_me", _("Delete my data")),),
            )

    def _mine(self) -> list[tuple[Group, Member]]:
        """The members that the speaker is or was, each with the group: who has left has a right to see it too."""
        found = self.talk.store.members.of_person(self.talk.person)
        return [(self.talk.store.groups.get(one.group), one) for one in found if one.erased is None]

    def _in_no_book(self) -> Reply:
        """Nobody of a members' book; a facilitator or a secretary may be that without being a member."""
        waits = patience(self.talk)
        if waits is not None:
            return Reply(sentence(_("I keep the name that was written when joining."), waits))
        called = self.talk.store.people.get(self.talk.person).address
        if not groups_for(self.talk, Deed.SEE_FIGURES):
            return self._of_before(called)
        you = spoken_to(called)
        return Reply(
            lines(
                _("In the members' book no name is connected with {you}.")(you=you),
                _("I keep how you are called, which groups are in your hands, and who wrote what."),
            )
        )

    def _of_before(self, called: str) -> Reply:
        """Who has nothing to do with a group any more may have written in its book or looked at it: the log says so."""
        if not called:
            return Reply(_("No group's book has any data of you. There is only this talk, so that I can answer."))
        none = _("In no members' book is your name connected with this phone.")
        kept = _("Kept are how you are called ({name}) and this talk; where you wrote or looked, the log says so.")
        return Reply(lines(none, kept(name=called)), (opens("erase_me", _("Delete my data")),))

    def _shown(self, mine: list[tuple[Group, Member]]) -> Reply:
        told = [self._told(group, member) for group, member in mine]
        return Reply(lines(*told, seen_by(group for group, _member in mine)), self._attended())

    def _told(self, group: Group, member: Member) -> Text:
        shown = replace(member, phone=_hidden(member.phone), called="")
        since = since_when(member, group)
        if member.left is not None:
            since = _("No member any more since {day}.")(day=PlainDate(member.left))
        told = _("{group}: {told}.")(group=group_name(group), told=described(shown))
        return sentence(
            told,
            since,
            agreement(member),
            recorded_for(self.talk.store, member),
            *self._posts(member),
            *self._as_founder(member),
            *self._with_mandate(member),
        )

    def _posts(self, member: Member) -> Iterator[Text]:
        today = self.talk.local.date()
        for post in serving(self.talk.store.officers.of(member.group), today):
            if post.member == member.id:
                words = _("{post} since {day}.") if post.since else _("{post}.")
                yield words(post=HEADINGS[post.post], day=PlainDate(post.since or today))

    def _as_founder(self, member: Member) -> Iterator[Text]:
        for known in self.talk.store.founders.of(member.group):
            if known.member == member.id:
                told = (("ktp", known.ktp), ("citizen", known.citizen))
                yield from (AS_FOUNDER[one] for one in told if one in AS_FOUNDER)
                if known.nik is not None:
                    number = self.talk.seal.open(known.nik)
                    yield _("NIK {end}, locked.")(end=ends(number)) if number else _("A NIK, locked.")

    def _with_mandate(self, member: Member) -> Iterator[Text]:
        for founding in self.talk.store.foundings.of(member.group):
            if member.id in founding.holders:
                yield _("Has the founders' mandate to go to the notary.")

    def _attended(self) -> tuple[Button, ...]:
        return (opens("my_attendance", _("How often I came")),) if groups_for(self.talk, Deed.DISPUTE) else ()


_WHAT = r"(?:data|buku|catatan|cathetan|umur|nomor|nomer|no|hp|alamat)"
_SEEN = (
    r"(?:diweruhi|di?deleng|didelok|diwoco|dilihat|diketahui|dibaca"
    r"|lihat|liat|ndelok|ndeleng|weruh|ngerti|tahu|baca)"
)
_WHO = r"(?:sopo|sapa|siapa|sinten)"


@on(
    "who_sees",
    deed=Deed.ASK_HELP,
    pattern=rf"(?=[^\n]*\b{_WHAT})(?=[^\n]*\b{_SEEN}\b)(?:[^\n]{{0,60}}\b{_SEEN}(?: (?:karo|oleh|dening))? {_WHO}"
    rf"|{_WHO}[^\n]{{0,40}} (?:iso|bisa|boleh|oleh|saget|wis|uwis|sudah|sampun|pernah) {_SEEN}\b[^\n]{{0,40}})"
    r"(?: (?:wae|saja|aja|mawon|to|ya))*[?.! ]*",
    only_with="weruh deleng delok woco lihat ketahui baca liat ngerti tahu",
)
class WhoSees(Form[Store]):
    """Ask who sees what is kept of the members."""

    writes = False

    def done(self) -> Reply:
        mine = opens("delete_my_data", _("Show my data"), action=Action.SHOW.value)
        return Reply(seen_by(groups_for(self.talk, Deed.SAY_COMING)), (mine,))


AS_FOUNDER = {
    ("ktp", True): _("There is a KTP."),
    ("ktp", False): _("No KTP yet."),
    ("citizen", True): _("An Indonesian citizen."),
    ("citizen", False): _("No Indonesian citizen."),
}


def _hidden(phone: str | None) -> str | None:
    """A phone number by its end: a phone may be in other hands than its owner's."""
    return f"HP …{phone[-SHOWN_DIGITS:]}" if phone else None
