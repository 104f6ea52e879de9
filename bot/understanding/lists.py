"""Lists of people pasted into one message: numbered, one a line, with commas, in columns, or a table with a heading."""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from itertools import takewhile
from typing import Any

from bot.understanding.expressions import expression
from bot.understanding.first_words import named_first, words_first
from bot.understanding.headings import common_slots, of_whole_family, sections
from bot.understanding.kin import Kin, kin_in
from bot.understanding.late import without_late
from bot.understanding.member import member_slots
from bot.understanding.normalise import Said, Token, read
from bot.understanding.particulars import find_occupation
from bot.understanding.people import find_household, find_name, people_in, proper
from bot.understanding.tables import table_rows
from bot.understanding.words import is_of, may_be_name

MOST = 250
_MOST_DIGITS = 3
_DATA_ENDS = frozenset({"tahun"})
_ANYBODY = "Suparmi"
"""A name, in the place of one that is taken already."""
_NUMBERED = expression(r"(?:^|(?<=[\s,;]))\(?\d{1,3}[.)]\s*(?=[^\W\d])")
_BULLET = expression(
    r"^\s*(?:no\.? ?\d{1,3}[.:)]?\s+|\(?\d{1,3}[.)-]?\s+|\d{1,3}[.)]|[-•*·>–~▪]+\ufe0f?)\s*", re.IGNORECASE
)
_LISTED = expression(r"^\s*(?:\(?\d{1,3}[.)]|[-•*·▪]) *[^\W\d]")
_CHUNK = expression(
    r"\s*[,;\n]+\s*|(?<!kk)(?<!keluarga)\s+(?:dan|and|karo|kalih|kaliyan|sareng|lan|serta|sama|sm|sarta|jeung|terus|trus|lalu|njur|banjur|&|\+)\s+(?=\S)"
    r"|(?<![\s.][^\W\d])(?<!\bbp)(?<!\bbpk)(?<!\bny)(?<!\bhj)(?<!\bsdr)(?<!\bsdri)(?<!\bmoh)(?<!\bmuh)(?<!\babd)(?<!\balm)(?<!\balmh)\.\s+",
    re.IGNORECASE,
)
_BOLD = expression(r"([*_~])(\S.*\S|\S)\1")
_RT_HEADING = expression(r"(?:^|[^\S\n,;.]|(?<=[,;.]))[,;. ]?(?=rt[ .]{0,2}\d{1,3} ?[:=])", re.IGNORECASE)
_LABELLED = expression(r"\W*(?:nama|nm|jeneng)(?: lengkap)? ?[:=]", re.IGNORECASE)
QUARTERS = frozenset({"lor", "kidul", "kulon", "wetan", "etan"})
"""Where somebody lives, as it tells namesakes apart."""
_MOST_FURTHER = 3
_FROM_FIRST = 2
"""So many names have a common RT told before them, or so many bulleted lines are the list."""


def members_in(text: str | Said, now: datetime) -> list[dict[str, Any]]:
    """The people of a pasted list, each with the slots of `member_slots`; [] where no name is found, at most 250.

    What an introducing line says of all ("anggota RT 3:", "perempuan semua", "satu KK Pak Darmo masuk semua") is
    given to each.
    """
    said = read(text)
    told = _RT_HEADING.sub("\n", said.text) if len(_RT_HEADING.findall(said.text)) > 1 else said.text
    lines = [_BOLD.sub(r"\2", line.strip()) for line in told.splitlines() if line.strip()]
    if members := table_rows(lines[:MOST], now) or _from_records(lines, now):
        return members[:MOST]
    parts = sections(_headed(lines))
    everyone = common_slots("", said)
    members = [everyone | common | member for common, below in parts for member in _from_lines(below, now)]
    return merged(members)[:MOST]


def _headed(lines: list[str]) -> list[str]:
    """The lines, the first of which is a heading by itself where names follow its colon: "anggota anyar: bu Tini"."""
    before, colon, after = lines[0].partition(":") if len(lines) > 1 else ("", "", "")
    heads = colon and "anggota" in read(before).words and not people_in(before) and _has_names(after)
    return [before + colon, after, *lines[1:]] if heads else lines


def _from_lines(lines: list[str], now: datetime) -> list[dict[str, Any]]:
    if len(lines) == 1 and len(_NUMBERED.findall(lines[0])) > 1:
        numbered = re.match(r"\s*\(?\d", lines[0])
        lines = [part.strip(" ,;") for part in _NUMBERED.split(lines[0]) if part.strip(" ,;")]
        intro, rows = (lines[:1], lines[1:]) if not numbered else ([], lines)
    else:
        intro, rows = _introduction(lines)
    members = _from_rows(rows[:MOST], now) if len(rows) > 1 else _from_chunks(rows[0] if rows else "", now)
    said = read("\n".join([*intro, *rows]))
    common = common_slots(" ".join(intro) or _before_first(said), said)
    return [common | _titled_in(intro, member) | member for member in members]


def _before_first(said: Said) -> str:
    """What stands before the first of several people in one line, where one RT is told: "dari RT 10, Pak A Bu B"."""
    people, rts = people_in(said), len(re.findall(r"\brt\b", said.plain))
    first = said.tokens[people[0].first].start if len(people) >= _FROM_FIRST and rts == 1 else 0
    return said.text[:first] if "\n" not in said.text else ""


def _titled_in(intro: list[str], member: dict[str, Any]) -> dict[str, Any]:
    """The gender of somebody whom the introducing lines name with Bu or Pak."""
    people = people_in(" ".join(intro)) if intro else []
    return next(({"gender": one.gender} for one in people if one.gender and one.name == member["name"]), {})


def merged(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The members, who are named first and told about later in one: "bu Tini dan bu Ani daftar. bu Tini RT 3"."""
    kept: list[dict[str, Any]] = []
    for member in members:
        bare: dict[str, Any] = {slot: value for slot, value in member.items() if slot in ("name", "gender")}
        if bare in kept and member != bare:
            kept[kept.index(bare)] = member
        else:
            kept.append(member)
    return kept


def is_register(said: Said) -> bool:
    """Whether a text is lines of names, two or more, perhaps numbered, with nothing but ages, genders, RT and the like
    behind them."""
    lines = [_BULLET.sub("", line).strip() for line in said.text.splitlines() if line.strip()]
    return len(lines) > 1 and all(_is_name(line) or _is_entry(line) for line in lines)


def _is_entry(line: str) -> bool:
    """Whether a line is a name and behind it figures and words of the register."""
    said, first = read(line), named_first(line)
    people = people_in(line)
    end = len(first) if first else people[0].end if len(people) == 1 and people[0].first == 0 else 0
    return end > 0 and all(token.word.isdigit() or is_of("register", token.raw.lower()) for token in said.tokens[end:])


def _is_name(line: str) -> bool:
    people = people_in(line)
    first = named_first(line)
    if first:
        return len(first) == len(read(line).tokens)
    return len(people) == 1 and (people[0].first, people[0].end) == (0, len(read(line).tokens))


def _introduction(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines before the list, and the list's own. One line alone is cut at its colon."""
    if len(lines) == 1:
        first = lines[0].partition(",")[0]
        before, colon, after = lines[0].partition("," if ":" not in first and of_whole_family(first) else ":")
        return (
            ([before], [after])
            if colon and "," in after and _has_names(after) and sum(one.titled for one in people_in(before)) <= 1
            else ([], lines)
        )
    begun = next((at for at, line in enumerate(lines) if _is_row(line)), len(lines))
    return lines[:begun], _without_end(lines[begun:])


def _without_end(rows: list[str]) -> list[str]:
    """The rows of a list with bullets, without what is said below it."""
    bulleted = [at for at, row in enumerate(rows) if _BULLET.match(row)]
    last = bulleted[-1] if len(bulleted) >= _FROM_FIRST and bulleted[0] == 0 else len(rows)
    return [row for at, row in enumerate(rows) if at <= last or _is_name(row) or _is_entry(row)]


def _has_names(text: str) -> bool:
    return len(people_in(text)) > 0


def _is_row(line: str) -> bool:
    bare, ends = _BULLET.sub("", line), line.endswith(":")
    if (
        (_BULLET.match(line) and people_in(bare))
        or named_first(bare)
        or (_LISTED.match(line) and words_first(bare) and not ends)
    ):
        return True
    people = people_in(line)
    return bool(people) and people[0].first == 0 and not ends


def _from_rows(rows: list[str], now: datetime) -> list[dict[str, Any]]:
    """The members of rows. Where half of them or more name somebody or are words with an age or a gender behind them
    ("Bagus L 30"), a row of other words alone is a name as well: nobody is left out of a list in silence."""
    bare = [_BULLET.sub("", row) for row in rows]
    told = [_of_row(row, now) for row in bare]
    if 2 * sum(bool(of_row) or _is_described(row) for row, of_row in zip(bare, told, strict=True)) >= len(rows):
        told = [of_row or _of_words(row, now) for row, of_row in zip(bare, told, strict=True)]
    return [member for of_row in told for member in of_row]


def _of_row(row: str, now: datetime) -> list[dict[str, Any]]:
    chunked = _from_chunks(row, now)
    return chunked if len(chunked) > 1 else [entry for entry in [_entry(row, now, named_first(row))] if "name" in entry]


def _is_described(row: str) -> bool:
    """Whether words stand before figures of an age or an RT, or before a gender."""
    first, tokens = words_first(row), read(row).tokens
    behind = tokens[len(first) :] if first else []
    return bool(behind) and all(len(token.word) <= _MOST_DIGITS for token in behind if token.word.isdigit())


def _of_words(row: str, now: datetime) -> list[dict[str, Any]]:
    first = words_first(row)
    return [_entry(row, now, first)] if first else []


def _entry(line: str, now: datetime, first: list[Token] | None) -> dict[str, Any]:
    """What a line of the list says of one person, who may have ordinary words for a name ("Ning 40"): the `first`; of
    the dead also that they are `late`."""
    living = without_late(line)
    if living != line:
        return _entry(living, now, named_first(living)) | {"late": True}
    if first is None:
        found = member_slots(line, now, listed=True)
        return {slot: _whole_name(line, value) if slot == "name" else value for slot, value in found.items()}
    said = read(line)
    rest = said.text[said.tokens[len(first) - 1].end :]
    told = member_slots(f"{_ANYBODY} {rest}", now, listed=True)
    return {slot: proper(first) if slot == "name" else value for slot, value in told.items()}


def _whole_name(line: str, name: str) -> str:
    """The name with what else of it a line that begins with it has: in small letters behind a capital ("Pak Darmo
    wiyono"), or the quarter that tells namesakes apart ("budi santoso lor")."""
    said, person = read(line), next(iter(people_in(line)), None)
    if person is None or person.first or person.name != name:
        return name
    rest = takewhile(
        lambda at: _goes_on(said, at), range(person.end, min(person.end + _MOST_FURTHER, len(said.tokens)))
    )
    return " ".join([name, *(proper([said.tokens[at]]) for at in rest)])


def _goes_on(said: Said, at: int) -> bool:
    token = said.tokens[at]
    between = said.text[said.tokens[at - 1].end : token.start]
    return between == " " and (token.raw.lower() in QUARTERS or may_be_name(token.raw, token.word))


def _from_chunks(text: str, now: datetime) -> list[dict[str, Any]]:
    """People with commas or "dan" between them; a part without a name belongs to the person before it."""
    groups: list[tuple[str, Kin | None]] = []
    for chunk in _CHUNK.split(text, maxsplit=MOST * 2):
        for part in _by_person(chunk):
            kin = kin_in(part, groups[-1][0]) if groups else None
            if kin or not groups or (_names_somebody(part) and not _is_told_of(part, groups[-1][0])):
                groups.append((kin.text if kin else part, kin))
            else:
                groups[-1] = (f"{groups[-1][0]}, {part}", groups[-1][1])
    entries: list[tuple[str, dict[str, Any]]] = []
    for group, kin in groups:
        entry = _entry(group, now, named_first(group))
        if kin and entries:
            entry = _related(kin, entries[-1][1]) | entry
        entries += [(group, entry)] if "name" in entry else []
    detailed = any(len(entry) > 1 for _, entry in entries)
    return [entry for group, entry in entries if not (detailed and _by_the_way(group, entry))]


def _related(kin: Kin, to: dict[str, Any]) -> dict[str, Any]:
    told = {"gender": kin.gender, "household": to["name"] if kin.household else None}
    return {slot: value for slot, value in told.items() if value}


def _is_told_of(part: str, before: str) -> bool:
    """Whether a part in small letters alone tells of who was named with a capital and a figure: "Rini, 40, ojol"."""
    written = any(sign.isupper() for sign in before) and any(sign.isdigit() for sign in before)
    plain = part.islower() and not any(sign.isdigit() for sign in part)
    return written and plain and not any(person.titled for person in people_in(part))


def _names_somebody(part: str) -> bool:
    job = find_occupation(part)
    named = find_name(part.replace(job, ".", 1) if job else part) and not _only_family(part)
    return bool(named) or named_first(part) is not None


def _by_the_way(group: str, entry: dict[str, Any]) -> bool:
    """A word in small letters among others, with nothing said of it: no name, if others in the list have more."""
    name = str(entry["name"])
    alone = group.partition(",")[0].strip().lower() == name.lower()
    return len(entry) == 1 and name not in group and not alone and len(read(group).tokens) > len(name.split())


def _only_family(part: str) -> bool:
    return find_household(part) is not None and find_name(part) is None


def _by_person(chunk: str) -> list[str]:
    """ "bu warsi pak kasno" is two people, so is "bu warsi rt 3 pak kasno", "bu Yanti istrinya pak Hartono" one."""
    said = read(chunk)
    people = [person for person in people_in(said) if person.titled]
    starts = [
        person.first
        for before, person in itertools.pairwise(people)
        if before.end == person.first
        or said.tokens[person.first - 1].word in _DATA_ENDS
        or said.tokens[person.first - 1].word.isdigit()
    ]
    edges = [0, *(said.tokens[start].start for start in starts), len(said.text)]
    return [said.text[one:two].strip() for one, two in itertools.pairwise(edges) if said.text[one:two].strip()]


def _from_records(lines: list[str], now: datetime) -> list[dict[str, Any]]:
    """People of several lines each, every one of them begun with "Nama:"."""
    starts = [at for at, line in enumerate(lines) if _LABELLED.match(line)]
    if len(starts) < _FROM_FIRST:
        return []
    blocks = [", ".join(lines[one:two]) for one, two in itertools.pairwise([*starts, len(lines)])]
    bare = [_LABELLED.sub("", block, count=1).strip() for block in blocks[:MOST]]
    entries = [_entry(block, now, named_first(block)) for block in bare]
    return [entry for entry in entries if "name" in entry]
