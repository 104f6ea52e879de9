"""One person on two channels: a one-time code got on the one, said on the other, makes both accounts theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.forms import Denied, Form, Refusal, ask, on
from bot.kinds import YesNo
from bot.messages import Reply
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from handlers.access import remember
from handlers.channels import CHANNEL, SAID_WITH, WhichChannel, channel_name, channels_of, elsewhere, named_in
from handlers.codes import CodeKind, new_code
from handlers.guesses import refuse_too_many, wrong
from handlers.hands import tell_the_others, who_cares
from handlers.ports import Code, Store
from handlers.unasked import YES, consent, refuses
from handlers.welcome import first_steps, role_of, secretaries_of
from handlers.words import group_name, listing
from jamaah.accounts import Link, Standing, is_other_name, two_members_in
from jamaah.members import addressed
from jamaah.roles import Deed, Role

LASTS = 3_600
MOST = 5
"""So many codes one may get within the time that one lasts."""
_GIVEN = "link_codes"
OTHER_CHANNEL = _("That code is to be written on the other channel, not here.")
NOT_VALID = _("I do not know that code. Please look at it once more, or get a new one where you got it.")

_ASKED = r"(?:(?:tolong|tulung|mohon|minta|bisa|iso|isa|saget|aku|saya|kulo|kula|mau|pengin|pengen|ingin|arep|badhe) )*"
_CONNECT = r"(?:di)?(?:hubung|sambung|nyambung|gandheng|gandeng|konek|taut|link|daftar)(?:kan|ke|ne|no|na|i|aken)?"
_MORE = (
    r"(?: ?(?:ku|saya|aku|kulo|kula|ne|nya|juga|barang|sisan|ya|yo|nggih|bu|pak|carik|dong|ra|ora|gak|ga|tidak|mboten"
    r"|to|saja|wae))*[.!? ]*"
)
_WANT = r"(?:mau|pengin|pengen|ingin|arep|badhe|bisa|iso|isa|saget)"
_ALSO = r"(?: (?:juga|barang|sisan|ra|ora|gak|ga|tidak|mboten|to|ya))"
LINK = (
    rf"{_ASKED}{_CONNECT} (?:(?:ke|karo|dengan|sama|nang|neng|ing|no|nomor|nomer) )*{CHANNEL}"
    rf"(?: (?:dan|lan|sama|karo|dengan|ke) {CHANNEL})?{_MORE}"
    rf"|(?:(?:aku|saya|kulo|kula) )?{_WANT} (?:pakai|pake|nganggo|ngagem|lewat|liwat) {CHANNEL}"
    rf"(?:{_ALSO}+[.!? ]*| ?[?]+ ?)"
    rf"|{_ASKED}(?:pindah|pindhah|ganti) (?:ke|nang|neng|ning) {CHANNEL}{_MORE}"
    rf"|{_ASKED}kode(?:ne|nya)? (?:(?:untuk|kanggo|buat|kagem) )?{CHANNEL}{_MORE}"
    rf"|{CHANNEL}(?: ?(?:ku|saya|aku|ne|nya))? (?:belum|durung|dereng) (?:ter|ke|ny|di)?(?:hubung|sambung)[a-z]*[.!? ]*"
    rf"|(?:aku|saya|kulo) (?:duwe|punya|gadhah|ada) {CHANNEL}(?: juga| barang)?,? {_ASKED}{_CONNECT}{_MORE}"
)


class AnotherChannel(WhichChannel):
    """One of the channels that are served; of two that are named the one that is not this one."""

    def find(self, text: str, form: Form[Any]) -> str | None:
        others = [channel for channel in named_in(text) if channel != form.talk.account.channel]
        return super().find(text, form) or (others[0] if len(others) == 1 else None)


@on("link_channel", deed=Deed.ASK_HELP, pattern=LINK, only_with=SAID_WITH)
class LinkChannel(Form[Store]):
    """Get a code by which you are the same person on another channel: Telegram, WhatsApp."""

    title = _("Connect another channel")
    writes = False
    channel: str = ask(
        AnotherChannel(),
        _("Which one shall I connect?"),
        default=lambda form: form.channels()[0] if len(form.channels()) == 1 else None,
    )

    def channels(self) -> list[str]:
        """Those that are served beside this one."""
        return elsewhere(self.talk)

    def check(self) -> None:
        talk, here = self.talk, channel_name(self.talk.account.channel)
        if not self.channels():
            raise Denied(_("Carik can be reached on {channel} only.")(channel=here))
        if self.channel == talk.account.channel:
            raise Denied(_("You are writing on {channel} already.")(channel=here))
        if self.channel is not None and self.channel not in self.channels():
            where = listing([channel_name(channel) for channel in (talk.account.channel, *self.channels())])
            raise Denied(
                _("Carik is not on {channel}, only on {where}.")(channel=channel_name(self.channel), where=where)
            )
        if len(self._given()) >= MOST:
            raise Denied(_("You have got many codes already. Please use the last one, or ask again in an hour."))
        if talk.store.accounts.strays(talk.person):
            raise Denied(_("From this phone nothing can be connected just now."))

    def _given(self) -> list[int]:
        """When codes were given to the speaker here, of those whose time may not be over."""
        return [at for at in self.talk.memory.get(_GIVEN, []) if at > self.talk.now - LASTS]

    def done(self) -> Reply:
        self.check()
        talk, code = self.talk, new_code()
        talk.memory[_GIVEN] = [*self._given(), talk.now]
        talk.store.codes.void_account_of(talk.person, talk.now)
        opens = Code(Role.STRANGER, None, None, talk.person, account_of=talk.person)
        talk.store.codes.add(code, opens, talk.now + LASTS, talk.now)
        there, until = channel_name(self.channel), talk.at(talk.now + LASTS).local.time()
        head = _("A code for your {channel}, to be used once, until {until}.")(channel=there, until=until)
        written = _("Open Carik on {channel} and write: /start {code}")(channel=there, code=code)
        link = talk.link_on(self.channel, code)
        tap = _("Tap: {link}")(link=link) if link else None
        keep = _("Give it to nobody: whoever writes it reads and writes as you.")
        return Reply(lines(head, *([tap] if tap else []), written, keep))


def standing(talk: Talk[Store], person: int) -> Standing:
    """Who somebody is by the accounts they have."""
    found, store = dict[int, set[int]](), talk.store
    members = [one for one in store.members.of_person(person) if one.erased is None]
    for member in members:
        if member.left is None:
            found.setdefault(member.group, set()).add(member.id)
    known = bool(members or store.people.grants(person) or store.joins.of_person(person))
    return Standing(store.people.get(person).address, found, known)


def _known_in(talk: Talk[Store], person: int) -> set[int | None]:
    """The groups in which somebody has a role or is in the book; None for a role that is of no group."""
    held = {grant.group for grant in talk.store.people.grants(person)}
    return held | {one.group for one in talk.store.members.of_person(person) if one.left is None and one.erased is None}


@on("link_here", deed=Deed.JOIN)
class LinkHere(Form[Store]):
    """Use the code with which this account and one on another channel are one person's."""

    code: str = ask(CodeKind(), _("What is the code?"))
    mine: bool = ask(YesNo(), lambda form: form.question())

    def opened(self) -> Code | None:
        """What the code gives: an account to a person who has another one. None if it is no such code."""
        accounts, found = self.talk.store.accounts, None
        if self.code and not accounts.strays(self.talk.person):
            found = self.talk.store.codes.peek(self.code, self.talk.now)
        return found if found is not None and found.links else None

    def check(self) -> None:
        if self.code is None:
            return
        refuse_too_many(self.talk)
        opened = self.opened()
        if opened is None or opened.account_of is None:
            wrong(self.talk)
            raise Refusal("code", NOT_VALID)
        if opened.account_of == self.talk.person:
            raise Denied(OTHER_CHANNEL)
        if not self._hears_of_it(opened.account_of):
            raise Denied(OTHER_CHANNEL)
        self._refuse_two_people(opened.account_of)
        self._refuse_giving_away(opened.account_of)
        if self.answers.get("mine") is False:
            raise Denied(_("All right, nothing is connected. Please give that code to nobody."))

    def _hears_of_it(self, giver: int) -> bool:
        """Whether whoever has the account can be told, elsewhere than here, that another is joined with it."""
        talks, here = self.talk.store.talks, self.talk.account.channel
        others = [channel for channel in channels_of(self.talk.store, giver) if channel != here]
        return any(talks.reachable(giver, channel, refused=True) for channel in others)

    def _refuse_giving_away(self, giver: int) -> None:
        """Who is somebody in a group does not become one with who is nobody there, by a code of theirs: a link sent to
        the keeper of books would be the way to get them."""
        if _known_in(self.talk, self.talk.person) - _known_in(self.talk, giver):
            here = channel_name(self.talk.account.channel)
            told = _("I know you on {channel} already: ask for the code here, and write it there.")
            alone = _("Did somebody send you this code? Then do nothing with it.")
            raise Denied(sentence(told(channel=here), alone))

    def _refuse_two_people(self, giver: int) -> None:
        mine, theirs = standing(self.talk, self.talk.person), standing(self.talk, giver)
        group = two_members_in(mine, theirs)
        if group is not None:
            told = _(
                "In the book of {group} you are {mine} here, {theirs} there: two members. Please tell {secretaries}."
            )
            names = {"mine": self._member(mine, group), "theirs": self._member(theirs, group)}
            held = self.talk.store.groups.get(group)
            raise Denied(told(group=group_name(held), secretaries=secretaries_of(self.talk, group), **names))
        if is_other_name(mine, theirs):
            told = _("Here you are {mine}, there {theirs}, so I take you for two people and connect nothing.")
            leave = _("If it is one, please leave the group with one of the two first.")
            raise Denied(sentence(told(mine=mine.address, theirs=theirs.address), leave))

    def _member(self, who: Standing, group: int) -> str:
        roll = self.talk.store.members.of(group)
        return next((addressed(one, self.talk.local.date(), roll) for one in roll if one.id in who.members[group]), "")

    def question(self) -> Text:
        """Whom it joins, as plainly as may be: whoever writes there is the same person from then on."""
        giver, mine = self._giver(), standing(self.talk, self.talk.person)
        here, there = channel_name(self.talk.account.channel), self._channels(giver)
        if standing(self.talk, giver).known:
            asked = _("With this code {whom} writes on {here} too: whoever writes here is {name} then. Are you {name}?")
            name = self._name(giver)
            along = _("What you are here, {whom}, comes along.")(whom=self._whom(self.talk.person))
            return sentence(along if mine.known else None, asked(whom=self._whom(giver), here=here, name=name))
        if mine.known:
            asked = _("The code is from {there}. Whoever writes there is {whom} then. Is that {there} your own?")
            return asked(there=there, whom=self._whom(self.talk.person))
        return _("The code is from {there}. Shall I join it with this {here}, as one person?")(there=there, here=here)

    def _whom(self, person: int) -> Text | str:
        """Somebody by the name they are spoken to, with their groups."""
        groups, store = self._groups_of(person), self.talk.store
        name = self._name(person)
        named = [group_name(store.groups.get(group)) for group in groups]
        return _("{name} of {groups}")(name=name, groups=listing(named)) if named else name

    def _name(self, person: int) -> str:
        """How somebody is spoken to, else by which name they have asked to be connected."""
        store = self.talk.store
        asked = (joining.name for joining in store.joins.of_person(person))
        return store.people.get(person).address or next(asked, "")

    def _giver(self) -> int:
        opened = self.opened()
        if opened is None or opened.account_of is None:
            raise Denied(NOT_VALID)
        return opened.account_of

    def _channels(self, person: int) -> Text:
        return listing([channel_name(channel) for channel in channels_of(self.talk.store, person)])

    def _groups_of(self, person: int) -> list[int]:
        store = self.talk.store
        held = [grant.group for grant in store.people.grants(person) if grant.group is not None]
        asked = [joining.group for joining in store.joins.of_person(person) if joining.decided is None]
        return sorted({*held, *asked})

    def done(self) -> Reply:
        giver, talk = self._giver(), self.talk
        for group in sorted({*self._groups_of(giver), *self._groups_of(talk.person)}):
            talk.store.groups.lock(group)
        self.check()
        there = channels_of(talk.store, giver)
        kept = giver if standing(talk, giver).known or not standing(talk, talk.person).known else talk.person
        if talk.store.codes.use(self.code, talk.person, talk.now) is None:
            raise Refusal("code", NOT_VALID)
        self._join(giver, kept)
        return self._told(there)

    def _join(self, giver: int, kept: int) -> None:
        talk, store, here = self.talk, self.talk.store, self.talk.account.channel
        gone = giver if kept != giver else talk.person
        channel = here if kept == giver else channels_of(store, giver)[0]
        talk.account.person = kept
        store.author(talk.turn, kept, talk.now)
        groups = sorted({*self._groups_of(giver), *self._groups_of(gone), *self._groups_of(kept)})
        told = [Link(group=group, person=kept, channel=channel, at=talk.now) for group in groups]
        store.accounts.link(kept, gone, told)
        self._tell_the_others(kept, channel)
        talk.speaks(store.people.get(kept).language)
        if not refuses(talk, here):
            consent(talk, YES, wanted=True)
        if groups:
            remember(talk, store.groups.get(groups[0]))

    def _tell_the_others(self, person: int, channel: str) -> None:
        """Who keeps books with somebody hears where they write now, and knows if that cannot be."""
        store, words = self.talk.store, _("{name} writes on {channel} too now.")
        told = words(name=store.people.get(person).address, channel=channel_name(channel))
        kept = (
            grant.group for grant in store.people.grants(person) if grant.role in (Role.SECRETARY, Role.FACILITATOR)
        )
        for group in dict.fromkeys(kept):
            if group is not None:
                tell_the_others(self.talk, store.groups.get(group), told)

    def _told(self, there: Sequence[str]) -> Reply:
        talk, here = self.talk, channel_name(self.talk.account.channel)
        other, name = listing([channel_name(channel) for channel in there]), talk.store.people.get(talk.person).address
        words = _("{channel} is connected: whoever writes there is you too. If it was not you, tell {whom} at once.")
        alert = words(channel=here, whom=who_cares(talk) or _("whoever runs Carik"))
        for channel in [channel for channel in there if channel != talk.account.channel]:
            talk.tell(talk.person, Reply(alert, kind="alert"), channel=channel, anyway=True)
        same = _("here and on {channel} you are the same now, and what you wrote is yours on both.")(channel=other)
        done = _("✓ {name}, {told}")(name=name, told=same) if name else _("✓ Connected: {told}")(told=same)
        where = _("News comes where you wrote last. To have it in one place, write: news on {channel}")(channel=here)
        chosen = talk.store.people.get(talk.person).prefers is not None
        return Reply(done if chosen else lines(done, where), first_steps(role_of(talk)))
