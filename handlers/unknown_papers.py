"""A paper that is asked for and that is not made here: said so, with what there is."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import Form, ask, on, opens
from bot.kinds import Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.needed import only_with
from bot.understanding.unknown_papers import unknown_paper
from handlers.access import groups_for
from handlers.ports import Store
from handlers.shelf import BOOKS
from handlers.words import begun, listing
from jamaah.roles import Deed


@on("unknown_paper", deed=Deed.SEE_FIGURES)
class UnknownPaper(Form[Store]):
    """Ask for a paper that cannot be made: no other comes in its place."""

    writes = False
    what: str | None = ask(Words(60), optional=True)

    @classmethod
    @only_with(unknown_paper)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "surat keterangan anggota kanggo bu siti", "cetak undangan rapat", "buku kas"."""
        found = unknown_paper(text)
        return {"what": found[:60]} if found and groups_for(talk, Deed.SEE_FIGURES) else None

    def done(self) -> Reply:
        groups = groups_for(self.talk, Deed.SEE_FIGURES)
        books = [book.title for book in BOOKS.values() if any(book.may_have(self.talk, one) for one in groups)]
        told = _("{what} I cannot make.")(what=begun(self.what or "")) if self.what else _("That I cannot make.")
        there: Text | None = _("What I can: {books}.")(books=listing(books)) if books else None
        return Reply(sentence(told, there), (opens("export", _("Print")),))
