"""Letting go of all that is kept of somebody: asked back with what goes and what stays, and done at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.forms import Denied, Form, on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from handlers.access import groups_for
from handlers.names import FullName
from handlers.ports import Store
from handlers.the_member import ME, Meant, MemberForm
from handlers.watching import keeper_lost
from handlers.welcome import secretaries_of
from handlers.words import counted, group_name, listing, people, spoken_to
from jamaah.erasure import erased
from jamaah.groups import Group
from jamaah.meant import known_as
from jamaah.members import Member, addressed, figures
from jamaah.officers import serving
from jamaah.roles import KEEPERS, Deed, Role
from lean import dataclass

FOR_EVER = _("That cannot be taken back.")
STAYS = _(
    "What stays: how many came and voted. In old minutes the name becomes “anggota yang dihapus”; gender, year of "
    "birth and RT stay, for the count."
)


@dataclass(frozen=True, slots=True)
class Gone:
    """What there is of somebody: the members they are, present or past, and the other groups they have to do with."""

    members: Sequence[Member]
    elsewhere: Sequence[int]


def kept_of(talk: Talk[Store], person: int) -> Gone:
    """All that has to go with a person."""
    store = talk.store
    granted = [grant.group for grant in store.people.grants(person) if grant.group is not None]
    asked = [joining.group for joining in store.joins.of_person(person)]
    groups = sorted({*granted, *asked})
    members = [one for one in store.members.of_person(person) if one.erased is None]
    there = {member.group for member in members}
    return Gone(members, [group for group in groups if group not in there])


def _everybody(talk: Talk[Store], group: int) -> list[Member]:
    """All of a book, also those who have left, but for those who were erased."""
    members = talk.store.members
    return [one for one in (*members.of(group), *members.departed(group)) if one.erased is None]


def erase(talk: Talk[Store], gone: Gone, person: int | None, *, whole: bool) -> int | None:
    """Take somebody out of everything, roles and posts first; whom to tell. The groups have to be locked."""
    store, today = talk.store, talk.local.date()
    pairs = []
    for member in gone.members:
        for post in serving(store.officers.of(member.group), today):
            if post.member == member.id:
                store.officers.replace(replace(post, until=today))
        pairs.append((member, erased(member, today, _last_day(talk, member))))
    groups, ids = {member.group for member in gone.members}, {member.id for member in gone.members}
    stay = [one for group in groups for one in _on_this_phone(talk, group, person) if one.id not in ids]
    called = addressed(stay[0], today) if stay and not whole else None
    kept = {one.group for one in stay}
    for grant in store.people.grants(person) if person is not None else ():
        if whole or (grant.group in groups - kept and grant.role is Role.MEMBER):
            store.people.revoke(person or 0, grant.role, grant.group)
            if grant.role in KEEPERS and grant.group:
                keeper_lost(store, store.groups.get(grant.group), talk.now)
    told = store.erasures.erase(pairs, person, elsewhere=gone.elsewhere, whole=whole, called=called)
    for group in groups:
        _tell_secretaries(talk, store.groups.get(group), person)
    return told


def _on_this_phone(talk: Talk[Store], group: int, person: int | None) -> list[Member]:
    """The members of a group who are on the phone of a person now."""
    return [one for one in talk.store.members.of(group) if person is not None and one.person == person]


def _last_day(talk: Talk[Store], member: Member) -> date:
    today = talk.local.date()
    there = any(member.id in held.attendance for held in talk.store.meetings.on(member.group, today))
    return today + timedelta(days=there)


def _tell_secretaries(talk: Talk[Store], group: Group, but: int | None) -> None:
    """Who keeps the book hears that somebody is out of it, and not who."""
    roll, today = talk.store.members.of(group.id), talk.local.date()
    words = _(
        "Somebody asked to be taken out of the book of {group}; it is done. Members now {total}: {counted}. In old "
        "minutes the name is “anggota yang dihapus”."
    )
    told = words(group=group_name(group), total=len(roll), counted=counted(figures(roll, today)))
    for secretary in talk.store.people.keeping(group.id):
        if secretary not in (but, talk.person):
            talk.tell(secretary, Reply(told, kind="alert"))


def alone(talk: Talk[Store], person: int) -> list[Group]:
    """The groups whose books a person keeps alone."""
    held = [grant for grant in talk.store.people.grants(person) if grant.role in KEEPERS]
    only = [one.group for one in held if one.group and len(talk.store.people.holding(one.group, one.role)) == 1]
    return [talk.store.groups.get(group) for group in only]


@on("erase_me", deed=Deed.ASK_HELP)
class EraseMe(Form[Store]):
    """Have all that is kept of you taken out."""

    save = _("Delete")
    cancelled = _("All right, nothing is deleted.")
    ends_at_no = True

    def check(self) -> None:
        kept = alone(self.talk, self.talk.person)
        if kept:
            words = _("You keep the books of {group} alone. Please invite another secretary first.")
            invite = opens("invite", _("Invite a secretary"), group=kept[0].id, role=Role.SECRETARY.value)
            raise Denied(words(group=group_name(kept[0])), (invite,))
        gone = self._gone().members
        for member in gone:
            on_it = [one for one in gone if one.group == member.group]
            if len(on_it) > 1:
                told = _("Several members use this phone: {members}. Please tell {secretaries} whose data is to go.")
                names = people(on_it, self.talk.store.members.of(member.group), self.talk.local.date())
                raise Denied(told(members=names, secretaries=secretaries_of(self.talk, member.group)))

    def summary(self) -> Text:
        self.check()
        gone = self._gone()
        groups = [self.talk.store.groups.get(group) for group in {one.group for one in gone.members}]
        member = any(one.left is None for one in gone.members)
        books = _("all that the book of {groups} says of you,")(groups=listing(map(group_name, groups)))
        return lines(
            sentence(_("What goes:"), books if groups else None, _("how you are called, and our talk.")),
            STAYS if groups else None,
            sentence(
                _("You are no member any more then.") if member else None,
                FOR_EVER,
                _("Older backups of Carik keep it until they are thrown away.") if groups else None,
            ),
            _("Delete it now?"),
        )

    def _gone(self) -> Gone:
        return kept_of(self.talk, self.talk.person)

    def done(self) -> Reply:
        for group in sorted({one.group for one in self._gone().members} | {*self._gone().elsewhere}):
            self.talk.store.groups.lock(group)
        self.check()
        erase(self.talk, self._gone(), self.talk.person, whole=True)
        self.talk.clean(lambda state: {})
        return Reply(_("✓ Deleted. I know nothing of you any more. Thank you for having been there."))


_OF_WHOM = expression(
    r"(?:(?:tolong|mohon|tulung|minta|nyuwun|njaluk|bisa) )*(?:di)?(?:hapus|busak|hilang|delete)(?:en|kan|no|na)?"
    r" (?:(?:semua|kabeh|sedaya|seluruh) )?data(?:ne|nya|nipun)?(?: (?:pribadi|diri|milik|punya))?(?: dari| milik)?"
    r" (?P<who>[^\d\n?]{2,60}?)[.! ]*",
    re.IGNORECASE,
)


@on("erase_member", deed=Deed.REGISTER_MEMBERS)
class EraseMember(MemberForm):
    """Take a member who asks for it out of the book."""

    title = _("Delete a member's data")
    save = _("Delete")
    cancelled = EraseMe.cancelled
    ends_at_no = True
    question = _("Whose data should be deleted?")

    @classmethod
    @only_with(_OF_WHOM)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        found = _OF_WHOM.fullmatch(text.strip())
        if found is None or ME.fullmatch(found["who"]) or not groups_for(talk, Deed.REGISTER_MEMBERS):
            return None
        form = cls(talk)
        name = FullName().read(found["who"], form)
        if name is None or (form.group is not None and not form.meant_by(name.value)):
            return None
        return {"whom": form.slots["whom"].kind.dump(Meant(name.value))}

    def roll(self) -> list[Member]:
        """Also who has left: their data is still kept."""
        return _everybody(self.talk, self.group.id) if self.group else []

    def meant_by(self, said: str) -> list[Member]:
        """By a name of their own alone: what cannot be taken back is meant of nobody who is called almost so."""
        return known_as(said, self.roll())

    def check(self) -> None:
        super().check()
        member = self.member
        keepers = self.talk.store.people.holding(self.group.id, Role.SECRETARY) if self.group else []
        if member is not None and member.person is not None and member.person in keepers:
            myself = member.person == self.talk.person
            words = (
                _("Write “hapus data saya” for that.") if myself else _("{name} keeps the books, and says so alone.")
            )
            raise Denied(words if myself else words(name=self.name))

    def summary(self) -> Text:
        member = self._certain()
        return lines(
            _("All data of {name} go. Please do it only if {who} asked for it.")(
                name=self.name, who=spoken_to(self.name)
            ),
            STAYS,
            sentence(_("Not a member any more then.") if member.left is None else None, FOR_EVER),
            _("Delete it now?"),
        )

    def act_on(self, member: Member, group: Group) -> Reply:
        self.check()
        person = member.person
        whole = person is not None and self._is_all_of(person, group)
        told = erase(self.talk, Gone([member], []), person, whole=whole)
        self.talk.clean(self.talk.store.erasures.out_of_talk)
        if told is not None:
            words = _("{secretary} has deleted your data from the book of {group}, as you asked.")
            secretary = self.talk.store.people.get(self.talk.person).address
            self.talk.tell(told, Reply(words(secretary=secretary, group=group_name(group)), kind="alert"))
        roll, today = self.talk.store.members.of(group.id), self.talk.local.date()
        words = _("✓ Deleted. Members now {total}: {counted}.")
        return Reply(words(total=len(roll), counted=counted(figures(roll, today))))

    def _is_all_of(self, person: int, group: Group) -> bool:
        """Whether nothing else is kept of a person: no role in another group, nobody else on the same phone."""
        groups = {grant.group for grant in self.talk.store.people.grants(person)}
        return groups <= {group.id} and len(_on_this_phone(self.talk, group.id, person)) <= 1
