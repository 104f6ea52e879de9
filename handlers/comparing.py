"""What a jamaah produksi is, and how it differs from a cooperative and from groups of the state, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.forms import Form, ask, on, opens
from bot.kinds import Choice, Whole
from bot.messages import Reply
from bot.texts import Text, _, lines, sentence
from bot.understanding.expressions import expression
from handlers.ports import Store
from handlers.welcome import first_steps, role_of
from jamaah.roles import Deed
from jamaah.rulebook import load


class Other(StrEnum):
    """What a jamaah produksi is compared with."""

    COOPERATIVE = "koperasi"
    AID = "bansos"
    PUAP = "puap"
    KUT = "kut"


NAMES = {
    Other.COOPERATIVE: _("cooperative"),
    Other.AID: _("group for aid"),
    Other.PUAP: _("PUAP group"),
    Other.KUT: _("KUT group"),
}
NAMED = expression(r"\b(koperasi|bansos|bantuan|puap|kut)")
DIFFERS = expression(r"\b(?:bedane|beda|bedanipun|bedanya|perbedaan\w*|bentenipun|kacek\w*|difference)\b")
PAGES = ((1, 2, 3, 4), (5, 6, 7), (8, 9, 10))
# SPPQT's table in our words; where it speaks of aid groups only, so do we.
DIFFERENCES: Mapping[int, Text] = {
    1: _("1. Business: there each may have their own; in JP it is worked together."),
    2: _("2. Programme: there from above; in JP from the members, by the RT."),
    3: _("3. Meetings: there not all have to meet; in JP all, every week or month."),
    4: _("4. Women: there not looked at; in JP at least {women} %."),
    5: _("5. Fewest members: a group for aid 10, JP {members_min}. A cooperative: {founders} founders by law."),
    6: _("6. Officials, army, police: a group for aid bars them; in JP everybody may join."),
    7: _("7. The young: there they do not come first; in JP they are strongly wanted."),
    8: _("8. Most members: there no limit; in JP about {members_max}, so that all can deliberate."),
    9: _("9. Field: there any; in JP what the place itself has comes first."),
    10: _("10. Deliberating: there one may speak for others; in JP everybody comes in person."),
}


class Compared(Choice[Other]):
    """What it is compared with, by the words of the question."""

    def find(self, text: str, form: Form[Any]) -> Other | None:
        found = NAMED.search(text.casefold())
        return Other({"bantuan": "bansos"}.get(found[1], found[1])) if found else None


class Page(Whole):
    """Which page, by its button only."""

    def find(self, text: str, form: Form[Any]) -> int | None:
        return None


@on("compare_forms", deed=Deed.ASK_HELP)
class WhatIsThat(Form[Store]):
    """Ask what a jamaah produksi is, and how it differs from a cooperative or a group for aid."""

    writes = False
    other: Other | None = ask(Compared(Other, NAMES, {}), optional=True)
    page: int | None = ask(Page(1, len(PAGES)), optional=True)

    def done(self) -> Reply:
        if self.page is not None or DIFFERS.search(self.talk.text.casefold()):
            return self._differences(self.page or 1)
        told = _(
            "JP is a jamaah produksi: about 20 to 40 neighbours, at least half of them women, who run a business "
            "together and deliberate regularly, on the way to a cooperative."
        )
        mine = _("I keep its book: members, meetings, decisions.")
        return Reply(sentence(told, mine), first_steps(role_of(self.talk)))

    def _differences(self, page: int) -> Reply:
        rules = load().in_force(self.talk.local.date())
        targets = {name: rule.threshold for name, rule in rules.items()}
        head = _("JP and a {other}, {page} of {most}:") if self.other else _("JP and other groups, {page} of {most}:")
        other = NAMES[self.other] if self.other else None
        told = [DIFFERENCES[item](**targets) for item in PAGES[page - 1]]
        tokens = {"other": self.other.value} if self.other else {}
        more = opens("compare_forms", _("Go on"), page=page + 1, **tokens)
        buttons = (more,) if page < len(PAGES) else (opens("rule_question", _("Ask about a rule")),)
        return Reply(lines(head(other=other, page=page, most=len(PAGES)), *told), buttons)


_ASKS = (
    r"(?:beda\w*|benten\w*|apa|opo|nopo|piye|gimana|bagaimana|pripun|boleh|oleh|bisa|iso|syarat\w*|sama|podo|aturan\w*)"
)
_TRACK = r"(?:merah putih|kdmp|kopdes\w*)"
OF_ANOTHER_TRACK = (
    r"(?!.*\b(?:usul\w*|keputus\w*|sepakat\w*|umumkan|kabari|kumpulan|rapat|catat|daftar|hadir)\b)"
    rf"(?=.*(?:\b{_ASKS}\b|\?))(?=.*\b{_TRACK}\b).{{1,160}}"
)


@on("another_track", deed=Deed.ASK_HELP, pattern=OF_ANOTHER_TRACK, only_with="merah kdmp kopdes")
class AnotherTrack(Form[Store]):
    """Ask about the Koperasi Desa Merah Putih, which is founded by rules of its own."""

    writes = False

    def done(self) -> Reply:
        apart = _(
            "Koperasi Desa Merah Putih is another way, with rules of its own (Inpres 9/2025); I do not have them."
        )
        ours = _("JP grows from the members themselves and becomes a cooperative of producers.")
        ask_whom = _("About that other way please ask the village office or the dinas koperasi.")
        more = opens("compare_forms", _("JP and a cooperative"), other="koperasi", page=1)
        return Reply(lines(apart, ours, ask_whom), (more,))
