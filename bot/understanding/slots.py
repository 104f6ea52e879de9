"""Which parsers serve which intent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.understanding.about_member import correction_slots
from bot.understanding.beginning import without_beginning
from bot.understanding.businesses import begun_on, fields_in, is_local, without_source
from bot.understanding.choices import choose
from bot.understanding.coming import CAUSE, rsvp_slots, why
from bot.understanding.dates import find_date, names_no_day, week_ahead
from bot.understanding.denials import without_denied
from bot.understanding.expressions import expression
from bot.understanding.groups import field_of, find_business, find_group, find_village
from bot.understanding.ideas import find_idea
from bot.understanding.lists import members_in
from bot.understanding.meeting import meeting_slots
from bot.understanding.member import member_slots
from bot.understanding.moving import MOVED, moved_by, moved_days, moved_place, moved_time
from bot.understanding.normalise import Said
from bot.understanding.particulars import find_rt, several_rts
from bot.understanding.passing_on import find_message
from bot.understanding.people import find_name, opening_name, own_name, people_in
from bot.understanding.proposals import proposals
from bot.understanding.recurrence import find_recurrence
from bot.understanding.spans import find_place, find_reason
from bot.understanding.spelling import is_spelt
from bot.understanding.telling import without_asked
from bot.understanding.times import find_lead, find_time

Slots = dict[str, Any]
Filler = Callable[[Said, datetime], Slots]


def fill(intent: str, said: Said, now: datetime) -> Slots:
    """The slots of a text of `intent`, those it does not state left out."""
    filler = FILLERS.get(intent)
    return {slot: value for slot, value in filler(said, now).items() if value not in (None, "", [])} if filler else {}


def _time(said: Said) -> str | None:
    found = find_time(said)
    return found.strftime("%H:%M") if found else None


def _date(said: Said, now: datetime, past: bool | None) -> str | None:
    found = find_date(said, now, past)
    return found.isoformat() if found else None


def _name(said: Said) -> str | None:
    person = find_name(said, offices=True)
    return person.name if person else None


_HANDED = frozenset({"ganti", "serah", "pasrah", "oper", "kepada"})
_TO = frozenset({"ke", "to", "di", "in", "dari"})


def _successor(said: Said) -> str | None:
    """Who is to be secretary: somebody with Bu or Pak, else the name behind the word for handing over, else one with a
    capital, else the one behind "ke".
    """
    people = [one for one in people_in(said) if one.first]
    before = {one: said.tokens[one.first - 1].word for one in people}
    handed = [one for one in people if before[one] in _HANDED]
    written = [one for one in people if said.tokens[one.first].is_capital and before[one] not in _TO]
    to = [one for one in people if before[one] == "ke"]
    return _titled_name(said) or next((one.name for one in [*handed, *written, *to]), None)


def _titled_name(said: Said) -> str | None:
    """Only a name with Bu or Pak: where a bare word may be anything."""
    return next((person.name for person in people_in(said) if person.titled), None)


def _create_group(said: Said, now: datetime) -> Slots:
    said = without_denied(said)
    village = find_village(said)
    group, rt = find_group(said, labelled=True), None if several_rts(said) else find_rt(said)
    return {"group": group if group != village else None, "village": village, "rt": rt}


def _register_member(said: Said, now: datetime) -> Slots:
    return member_slots(without_asked(said), now)


def _register_members(said: Said, now: datetime) -> Slots:
    return {"members": members_in(said, now)}


def _remove_member(said: Said, now: datetime) -> Slots:
    died = re.search(r"\b(?:meninggal|almarhum|almarhumah)\b", said.plain)
    return {"name": _name(said), "reason": "died" if died else choose("leaving", said)}


def _list_members(said: Said, now: datetime) -> Slots:
    return {"filter": choose("filter", said), "group": find_group(said)}


def _set_schedule(said: Said, now: datetime) -> Slots:
    return {**find_recurrence(said), "time": _time(said), "place": find_place(without_beginning(said))}


def _move_meeting(said: Said, now: datetime) -> Slots:
    old, new = moved_days(said, now)
    moved, at = MOVED.search(said.plain), moved_time(said)
    to = {
        "date": new.isoformat() if new else None,
        "time": at.strftime("%H:%M") if at else None,
        "place": moved_place(said),
    }
    return {
        "from_date": old.isoformat() if old else None,
        **to,
        "why": find_reason(said, CAUSE),
        "mourning": _mourning(said),
        "week": _week(said.cut(0, moved.start()) if moved else said, now),
        "to_week": _week(said.cut(moved.end(), len(said.plain)), now) if moved else None,
        "postponed": (
            _PUT_OFF.search(said.plain)
            and not any(to.values())
            and not _names_when(said, now)
            and moved_by(said) is None
        )
        or None,
    }


def _names_when(said: Said, now: datetime) -> bool:
    """Whether a day is told after all, though none that is clear."""
    return names_no_day(said) is not None or week_ahead(said, now) is not None


_PUT_OFF = expression(
    r"\b(?:mundur|tunda|undur|menyusul|postponed|belum (?:tahu|pasti|jelas|mengerti) (?:kapan|hari))\b"
)
_DEATH = expression(r"\b(?:meninggal|lelayu|kesripahan|sripahan?|berpulang|belasungkawa|melayat|layatan|takziah)\b")


def _mourning(said: Said) -> bool | None:
    """Whether somebody's death is told; None if not."""
    return bool(_DEATH.search(said.plain)) or None


def _cancel_meeting(said: Said, now: datetime) -> Slots:
    told = {"date": _date(said, now, False), "reason": why(said), "mourning": _mourning(said)}
    return {**told, "week": _week(said, now)}


def _extra_meeting(said: Said, now: datetime) -> Slots:
    return {"date": _date(said, now, False), "time": _time(said), "place": find_place(said)}


def _week(said: Said, now: datetime) -> str | None:
    """The Monday of next week where it is said without a day: perhaps the coming Sunday is meant."""
    monday = week_ahead(said, now)
    return monday.isoformat() if monday else None


def _dispute(said: Said, now: datetime) -> Slots:
    """Whoever says "I" means himself, and whom he names is spoken to: "Bu Sri, aku wingi teka"; but "kulo Karsinah"."""
    name = own_name(said) if "saya" in said.words else _titled_name(said) or opening_name(said)
    return {"date": _date(said, now, True), "name": name}


def _propose_idea(said: Said, now: datetime) -> Slots:
    """The idea, or the first of several; `ideas` are all of them with whose they are."""
    told = proposals(said)
    return {"idea": told[0].what if told else find_idea(said), "ideas": [asdict(one) for one in told] or None}


def _announce(said: Said, now: datetime) -> Slots:
    return {"message": find_message(said)}


def _record_business(said: Said, now: datetime) -> Slots:
    """The business, and for the conversations all its `fields`, whether it lives on what the place has, and
    since when it is `begun`."""
    business, begun = find_business(said), begun_on(said, now)
    return {
        "business": business,
        "kind": choose("kind", without_source(said)),
        "field": field_of(business) if business else None,
        "fields": fields_in(said),
        "local": is_local(said),
        "begun": begun.isoformat() if begun else None,
    }


def _attendance_stats(said: Said, now: datetime) -> Slots:
    return {"name": _titled_name(said) or opening_name(said), "period": choose("period", said)}


def _overdue(said: Said, now: datetime) -> Slots:
    period = choose("period", said)
    return {"period": period if period in {"month", "year"} else None}


def _group(said: Said, now: datetime) -> Slots:
    return {"group": find_group(said)}


_BEFORE_COLON = expression(r"\s*([^\W\d_]+(?: [^\W\d_]+){0,3}) ?: ?\w")


def _status(said: Said, now: datetime) -> Slots:
    """The group stands where it is asked about, or before a colon: "mandiri getasan: anggota, putri"."""
    headed = _BEFORE_COLON.match(said.text)
    plain = headed and any(is_spelt(word) for word in headed[1].lower().split())
    return {"group": find_group(said) or (headed[1].title() if headed and not plain else None)}


_NOT_WANTED = expression(r"[^,.!?;]*\b(?:jangan|tidak|kurang|bukan|terus)\b[^,.!?;]*")


def _language(said: Said, now: datetime) -> Slots:
    """A language beside "jangan" or "tidak mengerti" is the one that is not wanted, if another is named."""
    wanted = choose("language", _NOT_WANTED.sub(" ", said.plain[:1000]))
    return {"language": wanted or choose("language", said)}


def _choices(*slots: str) -> Filler:
    return lambda said, now: {slot: choose(slot, said) for slot in slots}


FILLERS: Mapping[str, Filler] = MappingProxyType({
    "create_group": _create_group,
    "register_member": _register_member,
    "register_me": _register_member,
    "register_members": _register_members,
    "update_member": correction_slots,
    "remove_member": _remove_member,
    "list_members": _list_members,
    "show_member": lambda said, now: {"name": _name(said)},
    "record_meeting": meeting_slots,
    "show_meeting": lambda said, now: {"date": _date(said, now, True)},
    "set_schedule": _set_schedule,
    "move_meeting": _move_meeting,
    "cancel_meeting": _cancel_meeting,
    "extra_meeting": _extra_meeting,
    "next_meeting": _group,
    "set_reminder": lambda said, now: {"lead": find_lead(said)},
    "rsvp": lambda said, now: rsvp_slots(said),
    "dispute_attendance": _dispute,
    "announce": _announce,
    "propose_idea": _propose_idea,
    "record_business": _record_business,
    "readiness": _group,
    "rule_question": _choices("topic"),
    "attendance_stats": _attendance_stats,
    "group_status": _status,
    "groups_overdue": _overdue,
    "export": _choices("document", "format"),
    "invite": _choices("role"),
    "hand_over": lambda said, now: {"name": _successor(said)},
    "set_language": _language,
    "delete_my_data": _choices("action"),
})  # fmt: skip
