"""Who sees what is kept of members, by what their groups let facilitators see, and who did look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.talk import Talk
from bot.texts import PlainDate, Text, _
from handlers.ports import Look, Store
from handlers.words import group_name, listing
from jamaah.erasure import ERASED
from jamaah.groups import Group
from jamaah.members import Member

CLOSED = _("The secretary and the facilitator see it, the phone number only the secretary. Other members do not.")
OPEN = _("The secretary and the facilitator see it, the phone number too. Other members do not.")
DATA, CHANGES, ATTENDANCE = "data", "changes", "attendance"
LOOKED = {DATA: _("data"), CHANGES: _("what was changed"), ATTENDANCE: _("how often they came")}
MOST = 5
NOBODY = ("", ERASED)


def seen_by(groups: Iterable[Group]) -> Text:
    """Who sees the data of a member of these groups; of several it is told as if all said what one says."""
    return OPEN if any(group.shares for group in groups) else CLOSED


def what_facilitators_see(group: Group) -> Text:
    """What the facilitators of a group see of its members."""
    name = group_name(group)
    if group.shares:
        return _("The facilitators of {group} may see the members' phone numbers.")(group=name)
    return _("The facilitators of {group} see figures and minutes, no phone numbers.")(group=name)


def looked(talk: Talk[Store], member: Member, what: str) -> None:
    """Keep in mind that the speaker looks at what is kept of one member; of oneself it is none of anybody's."""
    if member.person != talk.person:
        talk.store.looks.note(Look(member.group, member.id, talk.person, what, talk.local.date()))


def who_looked(store: Store, member: Member) -> Text | None:
    """Who looked at what is kept of a member, each with what it was and the last day; None if nobody did."""
    looks: dict[int, list[Look]] = {}
    for look in store.looks.of(member.id):
        looks[look.person] = [*looks.pop(look.person, []), look]  # who looked last stands last
    told = _("{name}, last on {day} ({what})")
    people = [
        told(name=name, day=PlainDate(own[-1].day), what=listing(_kinds(own)))
        for person, own in looks.items()
        if (name := store.people.get(person).address) not in NOBODY
    ]
    return _("Looked at by: {people}.")(people=listing(people[-MOST:])) if people else None


def _kinds(looks: Sequence[Look]) -> list[Text]:
    found = {look.what for look in looks}
    return [words for what, words in LOOKED.items() if what in found]
