"""What is answered about a pasted list: its lines, who of them are women, how namesakes are told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.forms import Form, Kind, Reading
from bot.kinds import Numbers
from bot.ports import Json
from bot.texts import Text, _
from bot.understanding.answers import yes_no
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.numbers import numbers_in
from bot.understanding.particulars import find_gender
from bot.understanding.stated import stated
from bot.understanding.wrong import Correction
from handlers.kinds import address_of
from jamaah.members import tidy_called
from jamaah.people import Gender, fold, split_honorific, tidy_name

Row = dict[str, Json]
# A line of a numbered list, or words that add to one.
ADDING = expression(r"\s*(?:\d{1,3}[.)]\s*[^\W\d]|(?:tambah|tambahan|lanjut|lanjutan|susulan|terus)\b)", re.IGNORECASE)
RENAMED = expression(r"\s*(?:nomor |nomer |no\.? ?)?(\d{1,3})[.)]? *[^\W\d][^\n,;]*", re.IGNORECASE)
IN_IT_ALREADY = _("These names are in the list already.")
ALL = expression(r"(?:perempuan )?semua(?: perempuan)?")
LISTED = expression(r"(?m)^\s*\d{1,3}[.)]\s*[^\W\d]|\n\s*[^\W\d]")
MEN = expression(r"\b(?:laki(?:-?laki)?|lanang|kakung|pria|cowok|kejaba|kecuali|selain)\b", re.IGNORECASE)
FILLING = expression(
    r"\b(?:sing|yang|yg|ingkang|nomor|nomer|no|perempuan|wedok|wadon|estri|putri|wanita|cewek|ibu-?ibu|laki(?:-?laki)?"
    r"|lanang|kakung|pria|cowok|semua|kabeh|kejaba|kecuali|selain|itu|kuwi|iku|iki|niku|saja|wae|mawon|cuma|mung|hanya"
    r"|ya|yo|nggih|njih|bu|mbak|mas|pak|adalah|yaitu|lainnya|liyane|sisanya)\b[.:]?",
    re.IGNORECASE,
)
ONESELF = expression(
    r"(?:[\s,](?:karo|kaliyan|kalih|lan|dan|sama|serta|plus) (?:aku|saya|kulo|kula)"
    r"(?: (?:dewe|dhewe|sendiri|piyambak))?"
    r"|,\s*(?:aku|saya|kulo|kula) (?:dewe|dhewe|sendiri|piyambak))[\s.!]*$",
    re.IGNORECASE,
)
BETWEEN = expression(r"[,;.&+\n]+|\s+(?:karo|kaliyan|kalih|lan|dan|sama|serta)\s+", re.IGNORECASE)
NONE = expression(
    r"(?:tidak (?:ada|di)(?: (?:yang )?perempuan)?|(?:laki-laki )+semua|semua (?:laki-laki ?)+|kosong|tidak sah)"
    r"(?: (?:itu|ini|ya|bu|pak|mbak|mas|kok))*"
)
# Both in plain words: Javanese is undone ("boten wonten", "lanang kabeh").


SHOWN = expression(
    r"\W*(?:(?:coba|tolong|mana|mau) )*(?:lihat|tampil(?:kan)?|tunjuk(?:kan)?|sebut(?:kan)?|siapa)"
    r"(?: (?:saja|dulu|daftar|nama|nama-nama|nya|itu|ini|yang|\d+|orang|mau|akan|simpan|catat|tadi|ya|to|sih))*\W*"
)
_NUMBER = expression(r"\b(?:(?:yang|itu) )*(?:nomor|no|hp)[ .]?(\d{1,3})\b(?! ?\d)[ ,:]*(?:itu )?")
_NAME = expression(r"\W*nama(?:nya)?(?: (?:nya|yang|benar|betul|harus|itu|jadi))*:? (?=\S)")


def asks_who(text: str) -> bool:
    """Whether words ask who stands in the list: "sopo wae 8 kuwi", "lihat namanya"."""
    return SHOWN.fullmatch(read(text).plain) is not None


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
        if at is not None and 0 <= at < len(rows) and one.field in ("age", "birth_year", "rt", "phone"):
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
        added = len(new) - len(old)
        if not added and new != old:
            mended = [at for at, was in enumerate(old) if new[at] != was]
            return _("Now: {names}.")(names=[f"{at + 1} {new[at]['name']}{_news(old[at], new[at])}" for at in mended])
        return _("{count} names added, {total} now.")(count=added, total=len(new)) if added else IN_IT_ALREADY

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


class Women(Kind[dict[str, str]]):
    """Who the women are among those whose gender is not told, by number or name: "1-4 6 9", "mbah tukiyem karo
    suparmi", "semua", "tidak ada"; or the men, where the words say so."""

    hint = Numbers.hint

    def read(self, text: str, form: Any) -> Reading[dict[str, str]] | None:
        plain = " ".join(read(text).words)
        if ALL.fullmatch(plain):
            return Reading(_genders(form, form.unsexed()), certain=True)
        if NONE.fullmatch(plain) or yes_no(text) is False:
            return Reading(_genders(form, []), certain=True)
        named = None if LISTED.search(text) else _named(text, form)
        if named is None:
            return None
        asked = form.untold() or form.unsexed()
        women = [at for at in asked if at not in named] if MEN.search(text) else named
        return Reading(_genders(form, women), certain=True)

    def merge(self, old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
        return {**old, **new}


def _with(row: Row, told: Row) -> Row:
    """A line with what was told of it since; a birth told in one way is not told in another any more."""
    births = BIRTHS if BIRTHS & told.keys() else frozenset()
    return {**{name: value for name, value in row.items() if name not in births}, **told}


BIRTHS = frozenset({"age", "birth_year", "birth_date"})


def _news(old: Row, new: Row) -> str:
    """The figures of a line that are new."""
    told = [
        str(new[field]) for field in ("age", "birth_year", "phone") if field in new and new[field] != old.get(field)
    ]
    rt = [f"RT {new['rt']}"] if "rt" in new and new["rt"] != old.get("rt") else []
    return "".join(f", {one}" for one in [*told, *rt])


def _named(text: str, form: Any) -> list[int] | None:
    """The positions that a text names by numbers or names, and by nothing else; None if it says anything besides."""
    found: list[int] = []
    for part in BETWEEN.split(FILLING.sub(" ", text)):
        numbers = [number - 1 for number in numbers_in(part)] if re.fullmatch(r"[\d\s–—-]+", part) else []
        places = numbers if numbers else _places(part, form)
        if places is None or not all(0 <= at < len(form.rows) for at in places):
            return None
        found += places
    return found or None


def _places(part: str, form: Any) -> list[int] | None:
    """Whom a name means of those that were asked about; nobody by no name, None where that is not one."""
    words = fold(part).split()
    asked = form.untold() or form.unsexed()
    alike = [at for at in asked if words and set(words) <= set(fold(str(form.rows[at]["name"])).split())]
    return alike if len(alike) == 1 or not words else None


def _genders(form: Any, women: Sequence[int]) -> dict[str, str]:
    """The genders of those that were asked about, and of who was named besides, by their numbers."""
    asked = sorted({*(form.untold() or form.unsexed()), *women})
    return {str(at + 1): (Gender.FEMALE if at in women else Gender.MALE).value for at in asked}


SAME, OTHER = "=", "?"
"""Of a namesake: the same person as the one before; somebody else, whose panggilan is not told yet."""
ONE_PERSON = expression(r"\W*(orangnya )?(sama|podo|padha|sami)( orang(nya)?| wong(e)?)?\W*", re.IGNORECASE)
TWO_PEOPLE = expression(
    r"\W*(orangnya |wonge )?(beda|bedo|lain|benten|seje)( orang(nya)?| wong(e)?)?"
    r"( (ya|yo|nggih|njih|to|kok|lho|mbak|mas|bu|pak|kuwi|itu))*\W*",
    re.IGNORECASE,
)
APART = expression(
    r"[,;.\n]|\b(?:karo|kaliyan|lan|dan|sing|yang|siji(?:ne)?|satu(?:nya)?|setunggal(?:ipun)?|liyane|lagi|lainnya)\b",
    re.IGNORECASE,
)


PLACED = expression(r"(?:rt|lor|kidul|kulon|wetan|etan|tengah)\b", re.IGNORECASE)
_CALLED = expression(r"(?<!rt )(?<!rt)\b(\d{1,3})\W+([^\W\d](?:[^,;\n\d]|(?<=rt )\d)*)", re.IGNORECASE)
_NUMBERED = expression(r"(?<!\bRT )\b\d", re.IGNORECASE)
_LINKING = expression(r"^(?:(?:itu|kuwi|iku|niku|sing|yang|yg|adalah)\s+)+(?=\S)", re.IGNORECASE)


class Apart(Kind[dict[str, str]]):
    """Whether namesakes are one person, or how each is called: "beda, 7 budi lor, 20 budi kidul", "siji budi lor, siji
    budi kidul"; by number."""

    hint = _(
        "If they are two people, write each number with the name people use, for example: 7 Budi Lor, 20 Budi Kidul."
    )

    def read(self, text: str, form: Any) -> Reading[dict[str, str]] | None:
        twins = form.twins()
        if ONE_PERSON.fullmatch(text) or yes_no(text) is False:
            first = 0 if form.is_known(twins) else 1
            return Reading({str(at + 1): SAME for at in twins[first:]}, certain=True)
        called = dict(_CALLED.findall(text))
        called = {number: _whole(name, form, int(number) - 1) for number, name in called.items()}
        all_twins = {at for places in form.all_twins() for at in places}
        named = {number: tidy_called(name.strip()) for number, name in called.items() if int(number) - 1 in all_twins}
        if named := _in_order(text, form, twins) or named:
            return Reading(named, certain=True)
        different = TWO_PEOPLE.fullmatch(text) or yes_no(text)
        return Reading({str(at + 1): OTHER for at in twins}, certain=True) if different else None

    def choices(self, form: Any) -> Sequence[tuple[Text, str]]:
        if form.is_different():
            return ()
        return [(_("Two people"), "beda"), (_("The same person"), "sama")]

    def merge(self, old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
        return {**old, **new}


def _whole(called: str, form: Any, at: int) -> str:
    """A panggilan of somebody of the list, with the name where only what is added to it was told ("20 kuwi rt 4")."""
    words = _LINKING.sub("", called.strip())
    name = split_honorific(str(form.rows[at]["name"]))[1] if 0 <= at < len(form.rows) else ""
    told = not name or fold(words).split()[:1] == fold(name).split()[:1] or not PLACED.match(words)
    return words if told else f"{name.split()[0]} {words}"


def _in_order(text: str, form: Any, twins: Sequence[int]) -> dict[str, str]:
    """What each is called, where the words tell one name for each of them, that begins as theirs does."""
    whole = fold(str(form.rows[twins[0]]["name"])) if twins else ""
    names = [tidy_called(part.strip()) for part in APART.split(text)]
    told = [name for name in names if fold(name) != whole and fold(name).split()[:1] == whole.split()[:1]]
    told = [name for name in told if not _NUMBERED.search(name) and 1 < len(fold(name).split()) < 5]
    fits = len(told) == len(twins) == len({fold(name) for name in told})
    return {str(at + 1): name for at, name in zip(twins, told, strict=True)} if fits else {}
