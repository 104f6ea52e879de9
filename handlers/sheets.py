"""The tables of all data as a secretary reads them: columns and values in words, members and meetings by name and day.

What no table here shows stands in the file's JSON only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.texts import Text, _
from handlers.minutes import PRESENCES
from handlers.posts import POSTS

Rows = Sequence[Mapping[str, Any]]
_YES_NO = {True: _("yes"), False: _("no")}
WORDS: Mapping[str, Mapping[Any, Text]] = {
    "gender": {"female": _("woman"), "male": _("man")},
    "departure": {"moved": _("moved away"), "died": _("died"), "left": _("stopped")},
    "presence": {presence.value: said for presence, said in PRESENCES.items()},
    "post": {post.value: said for post, said in POSTS.items()},
    "born_about": _YES_NO,
    "collective": _YES_NO,
    "local": _YES_NO,
}
"""Values that are no words yet, by column."""
TITLES: Mapping[str, Text] = {
    "members": _("members list"),
    "meetings": _("meetings held"),
    "attendance": _("who came"),
    "ideas": _("ideas"),
    "businesses": _("businesses"),
    "officers": _("officers"),
}
_SINCE, _UNTIL, _DAY, _WHO = _("Since"), _("Until"), _("Date"), _("Who")
COLUMNS: Mapping[str, Mapping[str, Text]] = {
    "members": {
        "name": _("Full name"),
        "called": _("Called"),
        "gender": _("Woman or man"),
        "born_year": _("Born in the year"),
        "born_about": _("About that year"),
        "rt": _("RT"),
        "phone": _("Phone number"),
        "occupation": _("Occupation"),
        "joined_on": _("Member since"),
        "left_on": _("Left on"),
        "departure": _("Why"),
        "consented_on": _("Agreed to the record on"),
    },
    "meetings": {
        "day": _DAY,
        "at": _("Hour"),
        "place": _("Place"),
        "decisions": _("Decisions"),
        "present_count": _("Present, where only counted"),
    },
    "attendance": {"meeting": _("Meeting of"), "member": _WHO, "presence": _("Attendance")},
    "ideas": {"day": _DAY, "what": _("Idea"), "member": _WHO, "outcome": _("Outcome")},
    "businesses": {
        "what": _("Business"),
        "since": _SINCE,
        "until": _UNTIL,
        "collective": _("Done together"),
        "local": _("Material from here"),
    },
    "officers": {"post": _("Post"), "member": _WHO, "since": _SINCE, "until": _UNTIL},
}


def sheets(tables: Mapping[str, Rows], say: Any) -> dict[str, list[dict[str, Any]]]:
    """The tables in words; `say` puts a text into the speaker's language."""
    named = {
        "member": {row["id"]: row["name"] for row in tables["members"]},
        "meeting": {row["id"]: row["day"] for row in tables["meetings"]},
    }

    begun = max((row["founded"] for row in tables.get("groups", ())), default="")

    def cell(column: str, value: Any) -> Any:
        if column == "joined_on" and value <= begun:
            return None  # Nobody said it: they belonged when the book was begun.
        known = named.get(column, {}).get(value) if column in named else None
        said = WORDS.get(column, {}).get(value) if isinstance(value, str | bool) else None
        if isinstance(value, list):
            return "; ".join(map(str, value))
        return say(said) if said is not None else known if known is not None else value

    return {
        say(title): [
            {say(label): cell(column, row.get(column)) for column, label in COLUMNS[name].items()}
            for row in tables[name]
        ]
        for name, title in TITLES.items()
    }
