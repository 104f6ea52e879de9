"""What is said of all members of a list at once: by a heading ("RT 3:", "Perempuan:"), before it or behind it."""

from __future__ import annotations

from typing import Any

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.particulars import find_rt
from bot.understanding.people import find_household, people_in

Common = dict[str, Any]
_HEADING = expression(
    r"[\W_]*(?:(?:anggota|warga|daftar|data|yang|untuk|dari) )*"
    r"(?:rt ?[:.]? ?0*(?P<rt>\d{1,3})|(?P<gender>perempuan|laki-laki|ibu-ibu|bapak-bapak|[lp](?=\W*$|\W*:)))"
    r"(?: ?(?:semua|saja|ya|\d{1,3} orang))*+[\W_]*(?:(?<=[:=-]) ?(?P<rest>[^\W\d].*))?"
)
_WOMEN = frozenset({"perempuan", "ibu-ibu", "p"})
_EVERYONE = expression(
    r"\b(perempuan|laki-laki|[lp]) semua\b|\bsemua (perempuan|laki-laki)\b|\b(ibu-ibu|bapak-bapak)\b"
)
_OF_WHOM = expression(r"\b(perempuan|laki-laki|ibu-ibu|bapak-bapak)\b")
_FAMILY = expression(r"\b(?:1 )?kepala_keluarga\b|\bkeluarga\b")
_WHOLE_FAMILY = expression(r"\bsemua\b|\bsekeluarga\b|:")
_ALL = (
    r"\b(?:semua|(?:dua|tiga|empat)-(?:dua|tiga|empat)|ke(?:dua|tiga|empat|lima))(?:nya)? "
    r"(?:(?:dari|di|ikut|warga|satu|1|ada|itu) )*"
)
_ALL_OF_RT = expression(rf"{_ALL}rt ?0*(\d{{1,3}})\b|\brt ?0*(\d{{1,3}}) (?:semua|dua-dua)\b")
_LAST_OF_ALL = expression(
    r"^(?!.*\brt\b.*\brt\b).*\b(?:masuk|ikut|gabung|daftar|daftarkan|anggota)(?: (?:ya|juga|semua|pak|bu|mas|mbak))*"
    r"[,.] ?rt ?0*(\d{1,3})\W*$"
)
"""One RT told behind all of them: "Pak Tar dan Bu Gi mau ikut, RT 3"."""
_ALL_OF_FAMILY = expression(rf"{_ALL}kepala_keluarga\b")


def sections(lines: list[str]) -> list[tuple[Common, list[str]]]:
    """The lines below each heading with what the heading says of them; one section where there is no heading."""
    found: list[tuple[Common, list[str]]] = [({}, [])]
    for line in lines:
        said = read(line)
        heading = _HEADING.fullmatch(said.plain)
        if heading is None:
            found[-1][1].append(line)
            continue
        if heading["rt"]:
            common = {"rt": heading["rt"]}
        else:
            common = found[-1][0] | {"gender": "female" if heading["gender"] in _WOMEN else "male"}
        found.append((common, [said.typed(*heading.span("rest"))] if heading["rest"] else []))
    return [section for section in found if section[1]]


def common_slots(intro: str, whole: Said) -> Common:
    """What an introducing line ("anggota RT 3:", "satu KK Pak Darmo masuk semua") or a word for everybody ("perempuan
    semua", "kabeh RT 7") says of each member.
    """
    begun = read(intro)
    common: Common = {"rt": _rt_of_all(whole) or (find_rt(intro) if intro else None)}
    if everyone := _EVERYONE.search(whole.plain):
        common["gender"] = "female" if any(word in _WOMEN for word in everyone.groups()) else "male"
    elif len(told := set(_OF_WHOM.findall(begun.plain))) == 1:
        common["gender"] = "female" if told <= _WOMEN else "male"
    if intro and of_whole_family(intro + ":"):
        head = next(iter(people_in(intro)), None)
        common["household"] = head.name if head else None
    if _ALL_OF_FAMILY.search(whole.plain) and (household := find_household(whole)):
        common["household"] = household.name
    return {slot: value for slot, value in common.items() if value is not None}


def of_whole_family(text: str) -> bool:
    """Whether a text says that a whole household follows: "satu KK Pak Darmo masuk semua"."""
    plain = read(text).plain
    return bool(_FAMILY.search(plain) and _WHOLE_FAMILY.search(plain))


def _rt_of_all(whole: Said) -> str | None:
    found = _ALL_OF_RT.search(whole.plain) or _LAST_OF_ALL.search(whole.plain)
    return next(filter(None, found.groups()), None) if found else None
