"""What registering one and registering many share: since when somebody is a member, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.forms import Refusal
from bot.texts import _
from handlers.ports import Store
from jamaah import refusals
from jamaah.groups import Group
from jamaah.members import Member, addressed
from jamaah.people import fold, split_honorific
from jamaah.titles import bare_name

PAIR = 2
TEXTS = {
    "missing": _("Please write the name in letters."),
    "already_registered": _(
        "{member} is registered already. If it is somebody else, write the name people call them by."
    ),
    "malformed": _("{number} is no mobile number. For example: 0812 3456 7890."),
    "no_such_day": _("There is no such day. Please write it again, or only the year."),
    "in_future": _("That is in the future."),
    "too_young": _("Members are {least} or older; I read {age}."),
    "too_old": _("I read an age of {age}."),
}


def joined_on(store: Store, group: Group, today: date) -> date:
    """Since when a newly registered person counts as a member.

    Until the first meeting is recorded the book is still being filled with those who belong already: they count from
    the group's first day. Afterwards whoever is registered joins today.
    """
    return today if store.meetings.latest(group.id, 1) else min(group.founded, today)


QUARTERS = ("lor", "kidul", "kulon", "wetan", "etan")


def panggilan_in(name: str, roll: Iterable[Member] = ()) -> str:
    """What a name tells of how somebody is called: by an honorific that tells more than the gender ("Mbah Modin", "Mbak
    Dewi"), or by the quarter behind it ("Budi Santoso Lor" is called "Budi Lor", if nobody of the roll is); else
    nothing."""
    honorific, bare, _gender = split_honorific(name)
    bare = bare_name(bare)
    if honorific not in ("", "Bu", "Pak"):
        return f"{honorific} {bare}"
    words = fold(bare).split()
    short = f"{bare.split()[0]} {bare.split()[-1]}" if len(words) > PAIR and words[-1] in QUARTERS else ""
    return "" if fold(short) in {fold(member.called) for member in roll} else short


def refused(refusal: refusals.Refusal, today: date) -> Refusal:
    """A rule's refusal as it is told to the person."""
    facts = dict(refusal.facts)
    if "member" in facts:
        facts["member"] = addressed(facts["member"], today)
    return Refusal(refusal.slot, TEXTS[refusal.reason](**facts))
