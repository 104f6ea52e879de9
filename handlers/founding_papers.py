"""The founding papers, as one pack: minutes, attendance list, founders, officers, capital, what is still missing."""

from __future__ import annotations

from bot.papers import written_out
from bot.papers.paper import Cell, ColumnKind, Fields, Paper, Part, Prose, Signatures, Table
from bot.texts import PlainDate, Text, _
from handlers.document_names import document
from handlers.founding_board import board, post_of, shown
from handlers.founding_gaps import REASONS, Pack, gaps
from handlers.founding_record import ATTACHED, amount, nik, record, sheet, signatures
from handlers.on_paper import NAME, NUMBER, SIGNATURE, address, column, letter, who_columns
from handlers.posts import HEADINGS
from jamaah.officers import Post
from jamaah.papers import Having, latest
from jamaah.readiness import Signer, Standing
from jamaah.rulebook import Measure, load

ATTENDANCE, FOUNDERS, BOARD, CAPITAL = ATTACHED
CHECKLIST = _("Checklist of the founding")
STATES = {Having.HAVE: _("already there"), Having.MISSING: _("not yet"), Having.NOT_NEEDED: _("not needed")}
WITHIN = frozenset({"founding_minutes", "attendance_list", "officers_list"})
"""The documents that are among these papers, and have to be signed yet."""


def founding_papers(pack: Pack) -> list[Paper]:
    """All of them, each on a page of its own."""
    return [record(pack), attendance(pack), founders(pack), officers(pack), capital(pack), checklist(pack)]


def attendance(pack: Pack) -> Paper:
    """The founders who were there, with room for their signatures."""
    wish = pack.wish
    columns = (
        column(wish, NUMBER, ColumnKind.NUMBER, 0.5),
        column(wish, _("Full name"), weight=2.4),
        column(wish, _("NIK"), weight=1.8),
        column(wish, _("Post"), weight=1.2),
        column(wish, SIGNATURE, ColumnKind.SIGN, 2),
    )
    rows: list[tuple[Cell, ...]] = [
        (number, shown(pack, one), nik(pack, one), post_of(pack, one), None)
        for number, one in enumerate(pack.founders, 1)
    ]
    held = [(_("Day, date"), wish.say(_("{day}")(day=pack.meeting.day)))]
    return sheet(pack, ATTENDANCE, [Table(columns, rows), signatures(pack)], held)


def founders(pack: Pack) -> Paper:
    """The founders: name, woman or man, RT, and whether a KTP is known; room for the pen for what a notary writes down
    besides; apart who was there and does not count."""
    wish = pack.wish
    counted = [one for one in pack.signing if one.standing is not Standing.NOT_COUNTED]
    rows = [_founder(pack, number, one) for number, one in enumerate(counted, 1)]
    columns = (
        *who_columns(wish),
        column(wish, _("Place, date of birth"), weight=2),
        column(wish, _("Occupation"), weight=1.5),
        column(wish, _("KTP"), ColumnKind.MARK, 0.9),
    )
    others = [one for one in pack.signing if one.standing is Standing.NOT_COUNTED]
    parts: list[Part] = [Table(columns, rows)]
    if others:
        apart = (column(wish, NAME, weight=1), column(wish, _("Why"), weight=2))
        cells = [(shown(pack, one.member), wish.say(REASONS[one.of_age])) for one in others]
        parts.append(Table(apart, cells, title=wish.say(_("Was there, not counted as a founder"))))
    parts.append(signatures(pack))
    return sheet(pack, FOUNDERS, parts, [(_("Founders"), written_out.people(len(counted)))], wide=True)


def _founder(pack: Pack, number: int, one: Signer) -> tuple[Cell, ...]:
    wish, member = pack.wish, one.member
    card = wish.say(_("at hand")) if one.ktp else None
    return number, shown(pack, member), letter(wish, member), address(wish, member), None, None, card


def officers(pack: Pack) -> Paper:
    """Who manages, and who supervises; needed posts that are nobody's are rows to fill in."""
    manage = [post for post in Post if post is not Post.SUPERVISOR]
    return sheet(
        pack,
        BOARD,
        [
            board(pack, _("Officers (pengurus)"), manage, whole=True),
            board(pack, _("Supervisors (pengawas)"), [Post.SUPERVISOR], whole=True),
            signatures(pack),
        ],
    )


def capital(pack: Pack) -> Paper:
    """What each founder pays first, what that makes together, and what is paid in; of nobody alone."""
    say, told, count = pack.wish.say, pack.wish.group.capital, len(pack.founders)
    share, paid = (told.share, told.paid) if told else (None, None)
    day = say(_("Paid in by all together, as told on {day}")(day=told.day)) if told and paid else None
    fields = (
        (say(_("First share (simpanan pokok) of each founder")), amount(share)),
        (say(_("Founders")), written_out.people(count)),
        (say(_("First shares of all founders")), amount(share * count if share else None)),
        (
            say(_("Regular dues (simpanan wajib)")),
            amount(pack.founding.dues),
        ),
        (day or say(_("Paid in by all together")), amount(paid)),
        (say(_("Still to be paid in")), _short(share, paid, count)),
    )
    notes = (say(_("That it is paid in, a statement of the founders may prove.")),)
    signing = tuple((say(HEADINGS[post]), _holder(pack, post)) for post in (Post.CHAIR, Post.TREASURER))
    signed = Signatures(None, signing, place=pack.wish.group.village)
    return sheet(pack, CAPITAL, [Fields(fields), Prose(notes), signed])


def _short(share: int | None, paid: int | None, count: int) -> str | None:
    return None if share is None or paid is None else written_out.rupiah(max(0, share * count - paid))


def _holder(pack: Pack, post: Post) -> str | None:
    held = [pack.member(one.member) for one in pack.officers if one.post is post]
    return shown(pack, held[0]) if held and held[0] is not None else None


def checklist(pack: Pack) -> Paper:
    """Which documents are there, and what is still missing or not certain."""
    wish = pack.wish
    columns = (
        column(wish, _("Document"), weight=2.6),
        column(wish, _("State"), weight=1.8),
        column(wish, _("Told on"), ColumnKind.DATE, 1.2),
    )
    tables = [
        Table(columns, [_state(pack, name) for name in rule.documents], title=wish.say(_asks(rule.advice, rule.source)))
        for rule in sorted(pack.rules.values(), key=lambda rule: rule.advice)
        if rule.measure is Measure.DOCUMENTS
    ]
    recorded = load().recorded["law"]
    missing = tuple(map(wish.say, gaps(pack))) or (wish.say(_("Nothing that Carik knows of.")),)
    notes = (
        wish.say(_("By the rules as recorded up to {day}.")(day=PlainDate(recorded))),
        wish.say(_("What is not certain: please ask the notary or the office for cooperatives (dinas koperasi).")),
    )
    still = Prose(missing, title=wish.say(_("Still empty or not certain")), numbered=True)
    return sheet(pack, CHECKLIST, [*tables, still, Prose(notes)])


def _asks(advice: bool, source: str) -> Text:
    return _("Often asked for too") if advice else _("Asked for by {source}")(source=source)


def _state(pack: Pack, name: str) -> tuple[Cell, ...]:
    say = pack.wish.say
    told = latest(pack.wish.talk.store.papers.of(pack.wish.group.id), pack.wish.today).get(name)
    here = name in WITHIN
    if told is None or (here and told.having is Having.MISSING):
        state = _("in this file, to be signed") if here else _("not written down yet")
        return say(document(name)), say(state), None
    return say(document(name)), say(STATES[told.having]), told.day
