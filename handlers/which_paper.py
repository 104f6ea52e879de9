"""Which paper is meant: its name, its kind of file, its days, its meeting, as answers of a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Choice, Day, Spoken
from bot.papers.paper import Format
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.printing import ALL, BLANK, document_of, of_the_latest, particulars
from handlers.access import can, groups_for
from handlers.on_paper import Document, Span
from handlers.shelf import BOOKS
from jamaah.roles import Deed

CHOICES = 3
# The days from the year 274 on.
ORDINAL = expression(r"[1-9][0-9]{5}")
FORMATS = {Format.PDF: _("PDF"), Format.XLSX: _("Excel"), Format.DOCX: _("Word")}
LABELS = {document: book.title for document, book in BOOKS.items()}
PACK_TITLE = _("Founding papers")


class WhichBook(Spoken[Document]):
    """Which book is to be printed, of those that the speaker may have."""

    def __init__(self) -> None:
        super().__init__(Document, LABELS, {})

    def read(self, text: str, form: Form[Any]) -> Reading[Document] | None:
        found = document_of(text, form.talk.local)
        return Reading(Document(found), certain=True) if found else super().read(text, form)

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Document | None:
        """What was understood, told more nearly by the words; all of the books only who may hand them out."""
        heard = str(said["document"])
        finer = document_of(form.talk.text, form.talk.local)
        if heard == ALL:
            return Document.ALL if groups_for(form.talk, Deed.HAND_OUT) else None
        return Document(heard if heard == Document.PACK or not finer else finer)

    def find(self, text: str, form: Form[Any]) -> Document | None:
        found = document_of(text, form.talk.local)
        return Document(found) if found else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        talk, group = form.talk, form.group
        offered = [(book.title, name.value) for name, book in BOOKS.items() if book.may_have(talk, group)]
        outside = [(_("List for an office"), Document.OUTSIDE.value)] if can(talk, group.id, Deed.HAND_OUT) else []
        founding = [(PACK_TITLE, Document.PACK.value)] if can(talk, group.id, Deed.KEEP_FOUNDING) else []
        return offered + outside + founding


class MadeAs(Choice[Format]):
    """As which kind of file."""

    def __init__(self) -> None:
        super().__init__(Format, FORMATS, {})

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> Format | None:
        return Format(str(said["format"]))

    def find(self, text: str, form: Form[Any]) -> Format | None:
        found = choose("format", text)
        return Format(found) if found else None


class OfDay(Day):
    """The day of a meeting, gone or to come, that is named in passing."""

    def __init__(self) -> None:
        super().__init__(past=True)

    def find(self, text: str, form: Form[Any]) -> date | None:
        return particulars(text, form.talk.local, document_of(text, form.talk.local)).day


class OfDays(Kind[Span]):
    """From which day to which; on buttons by their ordinals."""

    def read(self, text: str, form: Form[Any]) -> Reading[Span] | None:
        return None

    def find(self, text: str, form: Form[Any]) -> Span | None:
        asked = particulars(text, form.talk.local, document_of(text, form.talk.local))
        return (asked.first, asked.last) if asked.first and asked.last else None

    def tap(self, token: str, form: Form[Any]) -> Span | None:
        parts = token.split("-")
        fits = len(parts) == 2 and all(ORDINAL.fullmatch(one) for one in parts)
        first, last = map(int, parts) if fits else (1, 0)
        return (date.fromordinal(first), date.fromordinal(last)) if first <= last else None

    def dump(self, value: Span) -> Json:
        return "-".join(str(day.toordinal()) for day in value)

    def load(self, raw: Json, form: Form[Any]) -> Span:
        first, last = (date.fromordinal(int(one)) for one in str(raw).split("-"))
        return first, last


def says_nik(text: str) -> bool:
    """Whether the NIK are to stand in it."""
    return "nik" in text.casefold().split()


class WhichHeld(Kind[int]):
    """A meeting that is recorded; 0 is none of them: a list on which people are still to sign."""

    hint = _("Please tap the meeting, or write its day.")

    def read(self, text: str, form: Any) -> Reading[int] | None:
        if document_of(f"daftar hadir {text}", form.talk.local) == BLANK:
            return Reading(0, certain=True)
        reading = Day(past=True).read(text, form)
        found = form.talk.store.meetings.on(form.group.id, reading.value) if reading else []
        if not found and of_the_latest(text):
            found = form.talk.store.meetings.latest(form.group.id, 1)
        return Reading(found[-1].id, certain=True) if found else None

    def tap(self, token: str, form: Any) -> int | None:
        fits = token.isascii() and token.isdigit() and len(token) < 18
        return int(token) if fits else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        held = form.talk.store.meetings.latest(form.group.id, CHOICES)
        return [(_("{day}")(day=one.day), str(one.id)) for one in held] + [(_("Empty, to sign"), "0")]
