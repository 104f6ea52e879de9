"""The founding meeting in words: what its minutes have to carry, what of it is told, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.forms import opens
from bot.messages import Button
from bot.talk import Talk
from bot.texts import Text, _, sentence, verbatim
from bot.understanding.money import rupiah
from handlers.access import can
from handlers.findings import evidence_of
from handlers.ports import Store
from handlers.words import listing, people
from jamaah.cooperatives import FORMS, KINDS, own_kind
from jamaah.foundings import Founding
from jamaah.groups import Group
from jamaah.meetings import Meeting
from jamaah.members import Member, addressed
from jamaah.people import fold
from jamaah.readiness import Signer, Standing, fewest, signers
from jamaah.readiness.founding import OF_AGE
from jamaah.roles import Deed
from jamaah.rulebook import load

Told = Mapping[str, Any]
LABELS: Mapping[str, Text] = {
    "chair": _("chair of the meeting"),
    "minutes": _("note-taker"),
    "briefed": _("briefing by"),
    "begun": _("hour of beginning"),
    "closed": _("hour of closing"),
    "name": _("its name"),
    "kind": _("kind"),
    "address": _("address"),
    "area": _("area of membership"),
    "duration": _("duration"),
    "business": _("business"),
    "share": _("first share"),
    "dues": _("regular dues"),
    "term": _("the officers' term"),
    "statutes": _("statutes"),
    "holders": _("mandate for"),
    "form": _("form"),
}
"""What the minutes have to carry besides day, place and attendance, in the order in which it is asked."""
PAID = {"paid": _("paid in")}
"""What may be told beside it; it stands with the group."""
GROUPS: Sequence[tuple[Text, Sequence[str]]] = (
    (_("Meeting: {told}."), ("chair", "minutes", "briefed", "begun", "closed")),
    (_("Cooperative: {told}."), ("name", "kind", "form", "address", "area", "duration", "business")),
    (_("Decided: {told}."), ("share", "dues", "paid", "term", "statutes", "holders")),
)
QUESTIONS: Mapping[str, Text] = {
    "chair": _("Who led the meeting?"),
    "minutes": _("Who wrote the minutes?"),
    "briefed": _("Who gave the briefing (penyuluhan), of which office?"),
    "begun": _("At what hour did it begin?"),
    "closed": _("At what hour did it close?"),
    "name": _("What is the cooperative to be called? For example: Koperasi Produsen Ngudi Rejeki Makmur."),
    "kind": _("Of which kind is the cooperative?"),
    "address": _("At which address is the cooperative? Hamlet, RT, village, district."),
    "area": _("Of which area may people be members? For example: Desa Getasan."),
    "duration": _("For how long is it founded? For example: without a limit."),
    "business": _("What is its business?"),
    "share": _("How much does each founder pay first (simpanan pokok)? For example: 100 ribu."),
    "dues": _("How much are the regular dues (simpanan wajib)? For example: 10 thousand."),
    "term": _("For how many years are the officers chosen?"),
    "statutes": _("What was decided of the statutes (anggaran dasar)? For example: agreed."),
    "holders": _("Who was given the mandate to go to the notary?"),
    "form": _("Is it a primary cooperative, whose members are people, or a secondary one?"),
}
PEOPLE = ("chair", "minutes")
"""Parts that are somebody's name."""
AGREED = "disetujui"
CHOICES: Mapping[str, Sequence[str]] = {"kind": KINDS, "form": FORMS, "statutes": (AGREED,)}


def founding_of(talk: Talk[Store], group: Group) -> Founding | None:
    """The founding meeting of a group, if it is recorded."""
    return next(iter(talk.store.foundings.of(group.id)), None)


def found_at(talk: Talk[Store], group: Group, meeting: Meeting) -> Founding:
    """Write down that this meeting founds the cooperative; what was told of the minutes stays."""
    known, foundings = founding_of(talk, group), talk.store.foundings
    founding = replace(known or Founding(group=group.id, meeting=0), meeting=meeting.id)
    if known is None:
        foundings.add([founding])
    elif founding != known:
        foundings.replace(founding)
    return founding


def instead_of(talk: Talk[Store], group: Group) -> Text | None:
    """That another meeting was the founding one until now."""
    known = founding_of(talk, group)
    return _("In place of the one of {day}.")(day=meeting_of(talk, known).day) if known else None


def meeting_of(talk: Talk[Store], founding: Founding) -> Meeting:
    """The meeting that it is. Raises LookupError where it is not in the book any more."""
    meeting = talk.store.meetings.get(founding.meeting)
    if meeting is None:
        raise LookupError(f"there is no meeting {founding.meeting}")
    return meeting


def known_parts(founding: Founding, meeting: Meeting, group: Group) -> dict[str, Any]:
    """All that is known of what the minutes have to carry, by the names of LABELS, in their order."""
    own = {name: getattr(founding, name, None) for name in LABELS}
    named = {"name": group.cooperative, "share": group.capital.share if group.capital else None}
    beside = {"begun": founding.begun or meeting.at, "kind": founding.kind or own_kind(group.cooperative or "")}
    return {name: value for name, value in (own | named | beside).items() if value}


def missing_parts(founding: Founding, meeting: Meeting, group: Group) -> list[str]:
    """What the minutes still lack."""
    known = known_parts(founding, meeting, group)
    return [name for name in LABELS if name not in known]


def as_spoken_of(parts: Told, roll: Sequence[Member], on: date) -> dict[str, Any]:
    """Parts with those of the book as they are spoken of on a day, instead of by their whole names."""
    called = {member.name: addressed(member, on, roll) for member in roll}
    return {name: called.get(value, value) if name in PEOPLE else value for name, value in parts.items()}


def told_parts(parts: Told, names: str = "") -> Iterator[Text]:
    """Parts in words, those that belong together in a line; `names` are those of who has the mandate."""
    for line, within in GROUPS:
        told = [_part(name, parts[name], names) for name in within if name in parts]
        if told:
            yield line(told=_apart(told))


def _part(name: str, value: Any, names: str) -> Text:
    said = verbatim(names) if name == "holders" and names else part_words(name, value)
    return _("{what} {said}")(what=PAID.get(name) or LABELS[name], said=said)


def _apart(parts: Sequence[Text]) -> Text:
    """Parts in which commas may stand, told apart."""
    named = {f"p{number}": part for number, part in enumerate(parts)}
    return Text("; ".join(f"{{{name}}}" for name in named), named)


def part_words(name: str, value: Any) -> Text:
    """One part as it is read back."""
    if name in ("share", "dues", "paid"):
        return verbatim(rupiah(value))
    if name == "term":
        return _("{count} years")(count=value)
    if name in ("begun", "closed"):
        return _("{hour}")(hour=value if isinstance(value, time) else time.fromisoformat(value))
    return listing(value) if isinstance(value, list | tuple) else verbatim(str(value))


def who_signs(talk: Talk[Store], group: Group, meeting: Meeting) -> list[Signer]:
    """Who was at the founding meeting in person, and what is known of each as a founder."""
    return signers(meeting, evidence_of(talk, group), load().in_force(talk.local.date()).values())


def count_words(talk: Talk[Store], found: Sequence[Signer]) -> Iterator[Text]:
    """How many founders there are, and that they are too few for the law, where that is so."""
    may = sum(one.standing is not Standing.NOT_COUNTED for one in found)
    rule = fewest(load().in_force(talk.local.date()).values())
    yield sentence(_("In person {count}.")(count=len(found)), known_of(found))
    if rule is not None and may < rule.threshold:
        short = _("Founders are too few: {count}, at least {target} are needed ({source}).")
        yield short(count=may, target=rule.threshold, source=rule.source)


def known_of(found: Sequence[Signer]) -> Text:
    """Of how many who may be founders a KTP is noted, how many are of age, and of how many both make it certain."""
    may = [one for one in found if one.standing is not Standing.NOT_COUNTED]
    counts = {
        "ktp": sum(bool(one.ktp) for one in may),
        "ages": sum(one.of_age in OF_AGE for one in may),
        "sure": sum(one.standing is Standing.SURE for one in may),
    }
    return _("KTP noted of {ktp}, of age {ages}; founders for certain {sure}.")(**counts)


def names_of(members: Sequence[Member], roll: Sequence[Member], talk: Talk[Store]) -> str:
    """Members as they are spoken of."""
    return people(members, roll, talk.local.date())


FIRST = _("Please record the meeting first, then say: that was the founding meeting.")
NOBODY = _("Who was there is not written down by name yet; those who were there are the founders.")


def record_button(talk: Talk[Store], group: Group) -> tuple[Button, ...]:
    """Offers to record a meeting to who may."""
    may = can(talk, group.id, Deed.RECORD_MEETING)
    return (opens("record_meeting", _("Record a meeting"), group=group.id),) if may else ()


def shown_button(group: Group) -> Button:
    """Offers to show the founding meeting."""
    return opens("founding", _("The founding meeting"), group=group.id)


def asks_founding(talk: Talk[Store], meeting: Meeting) -> tuple[Button, ...]:
    """Offers to make a meeting the founding one, where it was about that and none is recorded."""
    about = fold(meeting.agenda or "")
    founds = about == "pendirian" or ("koperasi" in about and ("pendirian" in about or "pembentukan" in about))
    if not founds or talk.store.foundings.of(meeting.group) or not can(talk, meeting.group, Deed.KEEP_FOUNDING):
        return ()
    return (opens("set_founding", _("The founding meeting"), group=meeting.group, meeting=meeting.id),)


def papers_button(talk: Talk[Store], group: Group) -> Button:
    """Offers the founding papers, or what they are made of as long as that is not recorded."""
    if talk.store.foundings.of(group.id):
        return opens("founding_pack", _("Founding papers"), group=group.id)
    return shown_button(group)


def offered(talk: Talk[Store], group: Group, *, missing: list[str]) -> tuple[Button, ...]:
    """What may come next, for who may: the parts that are still empty, the papers."""
    if not can(talk, group.id, Deed.KEEP_FOUNDING):
        return ()
    fill = (opens("tell_founding", _("Fill in the minutes"), group=group.id),) if missing else ()
    return (*fill, opens("founding_pack", _("Founding papers"), group=group.id))
