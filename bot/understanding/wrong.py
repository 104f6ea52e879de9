"""What somebody says is wrong, and what is right instead: "bukan 45, 54", "ganti nama jadi Sitem", "umurnya salah"."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from lean import dataclass

_LONGEST = 200
_OPENING = r"\W*(?:(?:eh|ya|maaf|tapi|lho|kok|bu|pak|mbak|mas|oh)\W+)*"
_WRONG = r"(?:salah|keliru|ganti|ubah|betulkan|benarkan|perbaiki|koreksi)"
_RIGHT = r"(?:yang (?:benar|betul)|harus|harusnya|seharusnya|mestinya|pasti|maksud|maksudnya|tapi|melainkan)"
_ENDING = r"\W*(?:(?:ya|bu|pak|mbak|mas|itu|dong)\W*)*"
_FORMS = tuple(
    expression(_OPENING + form + _ENDING)
    for form in (
        rf"(?:{_WRONG} )?(?P<of>[^,.;:]+?),? (?:jadi|dengan|{_RIGHT}):? (?P<right>.+?)",
        rf"(?:bukan|{_WRONG}) (?P<was>[^,.;:]+?)(?:[,.;:] ?(?:{_RIGHT}:? )?| {_RIGHT}:? )(?P<right>.+?)",
        rf"(?:(?:salah|keliru)[,.;:]? )?{_RIGHT}:? (?P<right>.+?)",
        r"(?P<right>[^,.;:]+?),? bukan (?P<was>[^,.;:]+?)",
        rf"(?P<of>[^,.;:]+?) (?:itu )?(?:salah|keliru)[,.;:]? ?{_RIGHT}:? (?P<right>.+?)",
        rf"(?P<was>[^,.;:]+?) (?:itu )?(?:salah|keliru)[,.;:]? ?{_RIGHT}:? (?P<right>.+?)",
        r"(?P<of>[^,.;:]+?) (?:itu )?(?:salah|keliru)[,.;:] ?(?P<right>.+?)",
        rf"{_WRONG} (?P<of>[^,.;:]+?)",
        r"(?P<of>[^,.;:]+?) (?:itu )?(?:salah|keliru)",
        rf"(?:bukan|salah|keliru)[,.;:] ?(?:{_RIGHT}:? )?(?P<right>.+?)",
        r"(?:bukan|salah|keliru) (?P<was>\w+) (?P<right>\w+)",
    )
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong, by what it is called (`of`) or by what stands there (`was`), and what is `right` instead. As
    typed; empty where it was not said."""

    of: str = ""
    was: str = ""
    right: str = ""


_BEGINS_WRONG = expression(_OPENING + r"(?:salah|keliru|bukan|maksud|maksudnya|ralat)\b")


def is_wrong(text: str) -> bool:
    """Whether a message begins by saying that something is wrong: "lho salah, namanya Tani Jaya"."""
    return _BEGINS_WRONG.match(read(text).plain) is not None


def says_wrong(text: str) -> bool:
    """Whether a word of a message says that something else is wrong: "jam 7, dudu jam 8"."""
    return is_wrong(text) or not _WRONG_WORDS.isdisjoint(read(text).words)


_WRONG_WORDS = frozenset({"salah", "keliru", "bukan", "ralat"})
_AFTERTHOUGHT = expression(
    r"(?<!\bbu)(?<!\bpak)(?<!\bmas)(?<!\bmbak)[\s,]+(?:ding|deng|maksud(?:ku|nya|e|ne|ipun| (?:saya|kulo|kula|aku))?)"
    r"(?:(?: (?:ya|yo|bu|mbak|mas|pak))*\W*$|[\s,]*[,;.][\s,]*)",
    re.IGNORECASE,
    only_with="ding deng maksud",
)
_CALLING = expression(r"\W*(?:(?>(?:eh|oh|o|lho|lha|la|loh|hla)\b)\W*)+", re.IGNORECASE)
_MEANT = expression(r"\W*(?:(?:eh|oh|ya|maaf)\W+)*maksud(?:ku|nya|e|ne|ipun)?\b\W*", re.IGNORECASE, only_with="maksud")


def thought_again(text: str) -> str | None:
    """What words say that end in a particle by which somebody takes back what was said a moment ago: of "eh setu ding"
    it is "setu"; None where none stands there."""
    found = _AFTERTHOUGHT.search(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    rest = f"{text[: found.start()]}, {text[found.end() :]}".strip(" ,.;")
    return _CALLING.sub("", rest, 1) if _CALLING.match(rest) else rest or None


def as_meant(text: str) -> str:
    """Words without the "maksudnya" before them, which says only that they put something right."""
    found = _MEANT.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def corrections(text: str) -> list[Correction]:
    """Every way in which a whole message says that something is wrong; none if it does not."""
    if len(text) > _LONGEST or "\n" in text.strip():
        return []
    said = read(text)
    found = (form.fullmatch(said.plain) for form in _FORMS)
    return [_told(said, match) for match in found if match]


def _told(said: Said, match: re.Match[str]) -> Correction:
    parts = {name: said.typed(*match.span(name)) for name, words in match.groupdict().items() if words}
    return Correction(**parts)
