"""Whether a meeting that is recorded is the one recorded already of its day."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from bot.forms import Kind, Reading
from bot.kinds import Choice
from bot.ports import Json
from bot.texts import Text, _

Again = dict[str, Json]


class Same(StrEnum):
    """What somebody wants who records a meeting of a day of which one is recorded."""

    CORRECT = "correct"
    ADD = "add"
    OTHER = "other"


SAME = Choice(
    Same,
    {Same.CORRECT: _("Correct it"), Same.OTHER: _("Another meeting that day")},
    dict.fromkeys(("sama", "itu", "yang itu", "betulkan"), Same.CORRECT)
    | dict.fromkeys(("lain", "beda", "kumpulan lain", "ada dua", "dua"), Same.OTHER),
)


class OneOrTwo(Kind[Again]):
    """Whether a meeting is the one that is recorded; kept with the ids of those it is not."""

    hint = _(
        'Write "correct it" if something in it is wrong, "another" if there were two meetings that day, or "cancel".'
    )

    def read(self, text: str, form: Any) -> Reading[Again] | None:
        reading = SAME.read(text, form)
        return None if reading is None else Reading(form.chosen(reading.value), certain=True)

    def tap(self, token: str, form: Any) -> Again | None:
        return form.chosen(Same(token)) if token in (Same.CORRECT, Same.OTHER) else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        return [(label, same.value) for same, label in SAME.labels.items()]
