"""The lines of a list of members: how they are read, added to, and put right one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.adding import added
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.particulars import find_gender
from bot.understanding.stated import stated
from bot.understanding.telling import asks_outright
from bot.understanding.wrong import Correction
from handlers.names import address_of
from jamaah.people import fold, split_honorific, tidy_name

Row = dict[str, Json]
# A line of a numbered list, or words that add to one.
ADDING = expression(r"\s*(?:\d{1,3}[.)]\s*[^\W\d]|(?:tambah|tambahan|lanjut|lanjutan|susulan|terus)\b)", re.IGNORECASE)
RENAMED = expression(r"\s*(?:nomor |nomer |no\.? ?)?(\d{1,3})[.)]? *[^\W\d][^\n,;]*", re.IGNORECASE)
IN_IT_ALREADY = _("These names are in the list already.")
ONESELF = expression(
    r"(?:[\s,](?:karo|kaliyan|kalih|lan|dan|sama|serta|plus) (?:aku|saya|kulo|kula)"
    r"(?: (?:dewe|dhewe|sendiri|piyambak))?"
    r"|,\s*(?:aku|saya|kulo|kula) (?:dewe|dhewe|sendiri|piyambak))[\s.!]*$",
    re.IGNORECASE,
)


SHOWN = expression(
    r"\W*(?:(?:coba|tolong|mana|mau) )*(?:lihat|tampil(?:kan)?|tunjuk(?:kan)?|sebut(?:kan)?|siapa)"
    r"(?: (?:saja|dulu|daftar|nama|nama-nama|nya|itu|ini|yang|\d+|orang|mau|akan|simpan|catat|tadi|ya|to|sih))*\W*"
)
_NUMBER = expression(r"\b(?:(?:yang|itu) )*(?:nomor|no|hp)[ .]?(\d{1,3})\b(?! ?\d)[ ,:]*(?:itu )?")
_NAME = expression(r"\W*nama(?:nya)?(?: (?:nya|yang|benar|betul|harus|itu|jadi))*:? (?=\S)")


def asks_who(text: str) -> bool:
    """Whether words ask who stands in the list: "sopo wae 8 kuwi", "lihat namanya"."""
    return SHOWN.fullmatch(read(text).plain) is not None


_AGES = expression(
    r"\W*(?:\w+\W+){0,2}?(?:umur|usia|lahir)(?:nya|ne|e|ipun)? (?:\w+ ){0,3}?"
    r"(?:tulis|catat|masuk|simpan|ikut|ada|sudah|lihat|baca|tulisan)\w*\b.*"
)


def asks_ages(text: str) -> bool:
    """Whether words ask which ages of the list are written down: "umure ditulis ora?"."""
    return asks_outright(text) and len(text.split()) <= LONGEST_TOLD and _AGES.fullmatch(read(text).plain) is not None


def row_told(text: str, rows: Sequence[Row]) -> Row | None:
    """What a whole text states of one of the list, by its number or name: "nomer 8 umure 57"; None if nothing."""
    said = read(text.strip())
    numbered = _NUMBER.search(said.plain) if len(said.tokens) <= LONGEST_TOLD else None
    rest = text
    if numbered:
        rest = f"{said.typed(0, numbered.start())} {said.typed(numbered.end(), len(said.plain))}".strip()
    for one in stated(rest):
        at = int(numbered[1]) - 1 if numbered and not one.who else _row_of(one.who, rows)
        told = {"age": int, "birth_year": int}.get(one.field, str)(one.value)
        if at is not None and 0 <= at < len(rows) and one.field in OF_A_LINE:
            return {"at": at, one.field: told}
    if numbered is None or not 0 < int(numbered[1]) <= len(rows):
        return None
    return _described(int(numbered[1]) - 1, rest)


def _row_of(who: str, rows: Sequence[Row]) -> int | None:
    words = set(fold(who).split())
    found = [at for at, row in enumerate(rows) if words and words <= set(fold(str(row["name"])).split())]
    return found[0] if len(found) == 1 else None


def _described(at: int, rest: str) -> Row | None:
    """A gender or a right name, told of one of the list by its number."""
    named = _NAME.match(read(rest).plain)
    if named:
        return {"at": at, "name": tidy_name(read(rest).typed(named.end(), len(read(rest).plain)))}
    gender = find_gender(rest) if len(rest.split()) <= MOST_WORDS else None
    return {"at": at, "gender": gender} if gender else None


def rows_added(text: str, form: Form[Any], is_known: Callable[[str], bool]) -> list[Row]:
    """The lines that words add to a list: by words that say so, or by what they tell of a woman or a man whom neither
    the list nor the book has."""
    told = added(text) or (text if _tells_of_another(text, is_known) else "")
    reading = form.slots["members"].kind.read(told, form) if told else None
    return list(reading.value) if reading else []


def _tells_of_another(text: str, is_known: Callable[[str], bool]) -> bool:
    told = () if asks_outright(text) else stated(text)
    return any(one.field in OF_A_LINE and split_honorific(one.who)[2] and not is_known(one.who) for one in told)


OF_A_LINE = frozenset({"age", "birth_year", "rt", "phone"})
MOST_WORDS, LONGEST_TOLD = 3, 10


class MemberRows(Kind[list[Row]]):
    """A list of people as understood from a pasted text: one JSON object each."""

    hint = _("Please send the names, one on each line.")

    def read(self, text: str, form: Form[Any]) -> Reading[list[Row]] | None:
        said = form.talk.reader.slots("register_members", text, form.talk.local)
        rows = self.take(said, form) if said else None
        return None if rows is None else Reading(rows, certain=len(rows) > 1)

    def corrects(self, text: str) -> bool:
        """To a list that stands another list is added, never a name said in passing."""
        return "\n" in text.strip() or ADDING.match(text) is not None or RENAMED.fullmatch(text) is not None

    def mends(self, said: Correction, old: list[Row]) -> list[Row] | None:
        """The line of somebody whose name is said to be wrong, with the right one."""
        wrong = set(fold(said.was or said.of).split())
        found = [at for at, row in enumerate(old) if wrong and wrong <= set(fold(str(row["name"])).split())]
        if len(found) != 1 or not fold(said.right) or read(said.right).words[0].isdigit():
            return None
        kept = [word for word in str(old[found[0]]["name"]).split() if fold(word) not in wrong]
        whole = len(wrong) > 1 or len(said.right.split()) > 1
        return [{"at": found[0], "name": tidy_name(" ".join([said.right] if whole else [said.right, *kept]))}]

    def merge(self, old: list[Row], new: list[Row]) -> list[Row]:
        """A list in two messages is one list. What is sent again whole is there once; one line that stands in both
        may be somebody else of the same name, and is asked about."""
        if any("at" in row for row in new):
            mended = {row["at"]: {name: told for name, told in row.items() if name != "at"} for row in new}
            return [_with(row, mended.get(at, {})) for at, row in enumerate(old)]
        again = all(row in old for row in new) or all(row in new for row in old)
        return [*old, *(row for row in new if row not in old)] if again else [*old, *new]

    def grown(self, old: list[Row], new: list[Row]) -> Text | None:
        more = len(new) - len(old)
        if not more and new != old:
            mended = [at for at, was in enumerate(old) if new[at] != was]
            return _("Now: {names}.")(names=[f"{at + 1} {new[at]['name']}{_news(old[at], new[at])}" for at in mended])
        if more == 1:
            return _("{name} added, {total} now.")(name=tidy_name(str(new[-1]["name"])), total=len(new))
        return _("{count} names added, {total} now.")(count=more, total=len(new)) if more else IN_IT_ALREADY

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> list[Row] | None:
        spoken = said.get("spoken", {})
        named = [row for row in said.get("members") or () if tidy_name(str(row.get("name", "")))]
        rows = [{**row, "name": spoken.get(row["name"], row["name"])} for row in named]
        renamed = RENAMED.fullmatch(form.talk.text)
        if renamed and len(rows) == 1 and 0 < int(renamed[1]) <= len(form.answers.get("members") or ()):
            told = {name: one for name, one in rows[0].items() if (name, str(one)) != ("age", renamed[1])}
            rows = [{**told, "at": int(renamed[1]) - 1}]
        return [*rows, *_oneself(form)] if rows else None


def _oneself(form: Form[Any]) -> list[Row]:
    """The speaker, who is told as the last of the list: "bu Yanti, mbak Rini karo aku dewe"."""
    name = address_of(form.talk) if ONESELF.search(form.talk.text) else None
    gender = split_honorific(name)[2] if name else None
    return [{"name": name, **({"gender": gender.value} if gender else {})}] if name else []


def _with(row: Row, told: Row) -> Row:
    """A line with what was told of it since; a birth told in one way is not told in another any more."""
    births = BIRTHS if any(one in told for one in BIRTHS) else ()
    return {**{name: value for name, value in row.items() if name not in births}, **told}


BIRTHS = ("age", "birth_year", "birth_date")


def _news(old: Row, new: Row) -> str:
    """The figures of a line that are new."""
    told = [
        str(new[field]) for field in ("age", "birth_year", "phone") if field in new and new[field] != old.get(field)
    ]
    rt = [f"RT {new['rt']}"] if "rt" in new and new["rt"] != old.get("rt") else []
    return "".join(f", {one}" for one in [*told, *rt])
