"""The minutes of the founding meeting (berita acara) on paper; what is not known is a blank line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from bot.papers import written_out
from bot.papers.paper import Cell, Fields, Paper, Part, Prose, Signatures, Table
from bot.sealing import within
from bot.texts import PlainDate, Text, _
from handlers.founding_board import board, post_of, shown
from handlers.founding_gaps import Pack, founding_decisions, parts_of
from handlers.on_paper import Wish, column, paper
from jamaah.erasure import ERASED
from jamaah.members import Member
from jamaah.officers import Post

TITLE = _("Minutes of the founding meeting of a cooperative")
CHAIR, NOTES = _("Chair of the meeting"), _("Note-taker")
BLANK_ROWS = 2
FOR_WHOM = _("For: {receiver}. For what: the founding of the cooperative. Handed out by {person} on {day}.")


def sheet(
    pack: Pack, title: Text, parts: Sequence[Part], about: Sequence[tuple[Text, str]] = (), *, wide: bool = False
) -> Paper:
    """One paper of the pack: the cooperative above, and for whom it is."""
    name = pack.wish.group.cooperative
    named = [(_("Cooperative"), name)] if name else []
    giver = pack.wish.talk.store.people.get(pack.wish.talk.person).address
    notice = FOR_WHOM(receiver=pack.receiver, person=giver, day=PlainDate(pack.wish.today)) if pack.receiver else None
    draft = _draft(pack)
    marked = [Prose((pack.wish.say(draft),)), *parts] if draft is not None else parts
    return paper(pack.wish, title, marked, [*named, *about], wide=wide, notice=notice)


def record(pack: Pack) -> Paper:
    """The minutes, with two signatures."""
    return sheet(pack, TITLE, list(_parts(pack)))


def _parts(pack: Pack) -> Iterator[Part]:
    say = pack.wish.say
    yield Fields(tuple(_meeting(pack)), title=say(_("The meeting")))
    yield Fields(tuple(_decided(pack)), title=say(_("What the meeting decided")))
    yield board(pack, _("Officers and supervisors"), list(Post))
    if decisions := founding_decisions(pack.meeting.decisions):
        yield Prose(decisions, title=say(_("Other decisions")), numbered=True)
    yield _mandate(pack)
    yield Fields(((say(_("The meeting was closed at")), _hour(pack, pack.founding.closed)),))
    yield Prose(tuple(map(say, ATTACHED)), title=say(_("Attachments")), numbered=True)
    yield signatures(pack)


def signatures(pack: Pack) -> Signatures:
    """Those of who led the meeting and who wrote its minutes."""
    who = ((CHAIR, pack.founding.chair), (NOTES, pack.founding.minutes))
    signing = tuple((pack.wish.say(office), still_known(name)) for office, name in who)
    return Signatures(None, signing, place=pack.wish.group.village)


def still_known(name: str | None) -> str | None:
    """A name that was told; a blank in place of one that was erased since."""
    return None if name is None or ERASED.casefold() in name.casefold() else name


def _draft(pack: Pack) -> Text | None:
    """That these are no minutes to be handed in yet, where the founders are too few."""
    rule = pack.short_of
    if rule is None:
        return None
    few = _("DRAFT. Founders written down: {count}; by {source} there are at least {target}.")
    facts = {"count": written_out.people(len(pack.founders)), "target": written_out.people(rule.threshold)}
    return few(**facts, source=rule.source)


def _meeting(pack: Pack) -> Iterator[tuple[str, str | None]]:
    say, held, founding = pack.wish.say, pack.meeting, pack.founding
    yield say(_("Day, date")), written_out.day(held.day)
    yield say(_("Hour")), _hour(pack, founding.begun or held.at)
    yield say(_("Place")), held.place
    yield say(_("Briefing by")), still_known(founding.briefed)
    yield say(CHAIR), still_known(founding.chair)
    yield say(NOTES), still_known(founding.minutes)
    yield say(_("Present in person")), written_out.people(len(pack.signing))
    yield say(_("Of them founders")), written_out.people(len(pack.founders))
    yield say(_("Agenda")), held.agenda


def _decided(pack: Pack) -> Iterator[tuple[str, str | None]]:
    say, parts, capital, term = pack.wish.say, parts_of(pack), pack.wish.group.capital, pack.founding.term
    for name, label in DECIDED.items():
        value = parts.get(name)
        yield say(label), amount(value) if isinstance(value, int) else value
    yield say(_("Paid in by all together")), amount(capital.paid) if capital else None
    yield say(_("Term of officers and supervisors")), written_out.years(term) if term else None
    yield say(_("Statutes")), pack.founding.statutes


def amount(rupiah: int | None) -> str | None:
    """An amount in figures and words; a blank where it is not known."""
    return written_out.rupiah(rupiah) if rupiah else None


def _hour(pack: Pack, at: time | None) -> str | None:
    return written_out.hour(at, pack.wish.group.zone.name) if at else None


def nik(pack: Pack, member: Member) -> str | None:
    """The NIK of a member, sealed until the file is made; a blank where it is not to be told."""
    return within(pack.niks[member.id]) if member.id in pack.niks and member.erased is None else None


def _mandate(pack: Pack) -> Table:
    holders = [found for one in pack.founding.holders if (found := pack.member(one)) is not None]
    rows: list[tuple[Cell, ...]] = [_holder(pack, one) for one in holders if one.erased is None]
    rows += [] if rows else [(None,) * len(MANDATE)] * BLANK_ROWS
    columns = tuple(column(pack.wish, title, weight=weight) for title, weight in MANDATE)
    return Table(columns, rows, title=pack.wish.say(_("The founders give the mandate to go to the notary to")))


def _holder(pack: Pack, member: Member) -> tuple[Cell, ...]:
    return (shown(pack, member), member.occupation, home(pack.wish, member), nik(pack, member), post_of(pack, member))


def home(wish: Wish, member: Member) -> str | None:
    """Where somebody lives: the RT, and the village of the group."""
    return wish.say(_("RT {rt}, {village}")(rt=member.rt, village=wish.group.village)) if member.rt else None


DECIDED = {
    "name": _("Name of the cooperative"),
    "address": _("Address"),
    "form": _("Form"),
    "area": _("Area of membership"),
    "duration": _("Duration"),
    "kind": _("Kind"),
    "business": _("Business"),
    "share": _("First share (simpanan pokok) of each founder"),
    "dues": _("Regular dues (simpanan wajib)"),
}
MANDATE = (
    (_("Name"), 2.0),
    (_("Occupation"), 1.2),
    (_("Address"), 1.6),
    (_("KTP number"), 1.8),
    (_("Post"), 1.0),
)
ATTACHED = (
    _("Attendance list of the founders"),
    _("List of the founders"),
    _("Officers and supervisors"),
    _("Summary of the capital"),
)
