"""Titles before names and degrees behind them, "Drs. Bambang Irawan, M.Si.".

They are left out for reading a text, in which their stops and commas would part what belongs together, and put back to
the names that were read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.understanding.expressions import expression
from lean import dataclass

_OF_NOBLES = r"r\. ?(?:ay|ng|a|m|r)"
_BEFORE = expression(
    rf"(?<![\w.])(?:(?:(?:prof|drs|dra|drg|ir|h|hj|kh|k\.h|{_OF_NOBLES})\. *|(?-i:[Dd]r\. *(?=[A-Z]))"
    r"|(?:drs|dra|prof|hj) +|(?-i:(?:H|Ir|KH) +(?=[A-Z]))){1,5})(?=[^\W\d_]{2})",
    re.IGNORECASE,
)
_OF_S = (
    r"Pd(?:\.? ?(?:I|SD))?|Ag|E(?:\.? ?I)?|H(?:\.? ?I)?|Sos(?:\.? ?I)?|I\. ?P|IP|Ikom|Kom|T(?:r|P)?|Pt?|Si|Hut|Kep|Ked"
    r"|Psi|K\. ?M|KM|Farm|Stat|Gz|Ap|Sn|Ars|Th|Hum|Fil"
)
_OF_M = r"Pd(?:\.? ?I)?|Si|M|H(?:\.? ?I)?|Kom|T|Ag|Kes|Hum|E|Sc|A|Eng|Psi|AP|Kn"
_OTHERS = r"A\. ?Md(?:\. ?(?:Keb|Kep|Kom|Ak|Gz|T))?|Sp\. ?[A-Z]{1,2}|Ph\. ?D"
_DOTTED = rf"(?i:S\. ?(?:{_OF_S})|M\. ?(?:{_OF_M})|{_OTHERS})"
_SHORT = r"(?:S(?:E|H|T|P|Pd|Ag|Si|KM|Kom|Sos)|M(?:M|H|Pd|Si|BA|Ag|Kom|T)|Lc|Ners|A[Mm]d)"
_COMMA = r"\s{0,3},\s{0,3}"
_CLEAR = r"(?:SPd|MSi|MPd|SAg)"
_BEHIND = expression(
    rf"(?:(?:(?:{_COMMA}|[ ]{{1,3}}){_DOTTED}|{_COMMA}{_SHORT}|(?<=[^\W\d_]) {_CLEAR})\.?(?=[\s,;.)]|$)){{1,6}}"
)
_DEGREE = expression(rf"{_DOTTED}\.?|\b(?:{_SHORT}|{_CLEAR})\b")
_TITLE = expression(r"(?:[rk]\. ?(?:ay|ng|a|m|r|h)|[^\W\d_]+)(?=\.|\s|$)", re.IGNORECASE)
_WRITTEN = {"ir": "Ir.", "dr": "dr.", "drg": "drg.", "kh": "KH.", "h": "H."}
_GENDERS = {"dra": "female", "hj": "female", "r.a": "female", "drs": "male", "r.m": "male", "kh": "male"}


@dataclass(frozen=True, slots=True)
class Degrees:
    """A text without titles and degrees, as it is `read`; where each stood in it: what before a name that begins there,
    what behind one that ends there."""

    text: str
    before: Mapping[int, str]
    behind: Mapping[int, str]

    def restored(self, slots: Mapping[str, Any]) -> dict[str, Any]:
        """The slots of a register with the names as they were typed, and the genders that titles tell."""
        found = dict(slots)
        if "name" in found:
            found |= self._named(found, 0)[0]
        if found.get("field") == "name" and "value" in found:
            found["value"] = self._named({"name": found["value"]}, 0)[0]["name"]
        if "members" in found:
            found["members"] = self._all(found["members"])
        if "spoken" in found:
            whole = dict(zip(_names(slots), _names(found), strict=True))
            told = ((name, whole.get(name, name), said) for name, said in found["spoken"].items())
            found["spoken"] = {now: said.replace(name, now) for name, now, said in told}
        return found

    def _all(self, members: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        at, told = 0, []
        for member in members:
            found, at = self._named(member, at)
            told.append(found)
        return told

    def _named(self, entry: Mapping[str, Any], after: int) -> tuple[dict[str, Any], int]:
        """An entry with its name as typed, and where that ends in the text."""
        spelt = r"(?:\W+)".join(map(re.escape, str(entry["name"]).split()))
        whole = re.compile(rf"(?<!\w){spelt}(?!\w)", re.IGNORECASE)
        found = whole.search(self.text, after) or whole.search(self.text)
        if found is None:
            return dict(entry), after
        before, behind = self.before.get(found.start(), ""), self.behind.get(found.end(), "")
        gender = next((_GENDERS[title] for title in map(_bare, before.split()) if title in _GENDERS), None)
        name = f"{before} {entry['name']}{behind}".strip()
        return {**entry, "name": name, **({"gender": gender} if gender and "gender" not in entry else {})}, found.end()


def without_degrees(text: str) -> Degrees | None:
    """A text without titles and degrees; None where there are none."""
    before: dict[int, str] = {}
    behind: dict[int, str] = {}
    pieces, last, shorter = [], 0, 0
    found = [*((one, before) for one in _BEFORE.finditer(text)), *((one, behind) for one in _BEHIND.finditer(text))]
    for one, where in sorted(found, key=lambda pair: pair[0].start()):
        if one.start() >= last:
            pieces.append(text[last : one.start()])
            where[one.start() - shorter] = _of_name(one[0]) if where is behind else _titles(one[0])
            shorter, last = shorter + len(one[0]), one.end()
    return Degrees("".join([*pieces, text[last:]]), before, behind) if pieces else None


def plainly(text: str) -> str:
    """A text in which people are only spoken of, without titles and degrees."""
    degrees = without_degrees(text)
    return degrees.text if degrees else text


def _names(slots: Mapping[str, Any]) -> list[str]:
    return [*([slots["name"]] if "name" in slots else []), *(one["name"] for one in slots.get("members", ()))]


def _bare(title: str) -> str:
    return title.lower().rstrip(".")


def _titles(found: str) -> str:
    """What stood before a name, each with its stop."""
    titles = [one[0].replace(" ", "") for one in _TITLE.finditer(found.strip())]
    return " ".join("Dr." if one == "Dr" else _WRITTEN.get(one.lower(), f"{_capitals(one)}.") for one in titles)


def _of_name(found: str) -> str:
    """What stood behind a name, each behind a comma."""
    degrees = [one[0].replace(" ", "") for one in _DEGREE.finditer(found)]
    return "".join(f", {_capitals(one) if one.islower() else one}" for one in degrees)


def _capitals(word: str) -> str:
    return ".".join(part.capitalize() if part.islower() or part.isupper() else part for part in word.split("."))
