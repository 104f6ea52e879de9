"""What is answered about a pasted list: who of them are women, how namesakes are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.forms import Kind, Reading
from bot.kinds import Numbers
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.answers import yes_no
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.numbers import numbers_in
from handlers.words import listing, together
from jamaah.members import tidy_called
from jamaah.people import Gender, fold, split_honorific, tidy_name

ALL = expression(r"(?:perempuan )?semua(?: perempuan)?")
LISTED = expression(r"(?m)^\s*\d{1,3}[.)]\s*[^\W\d]|\n\s*[^\W\d]")
MEN = expression(r"\b(?:laki(?:-?laki)?|lanang|kakung|pria|cowok|kejaba|kecuali|selain)\b", re.IGNORECASE)
FILLING = expression(
    r"\b(?:sing|yang|yg|ingkang|nomor|nomer|no|perempuan|wedok|wadon|estri|putri|wanita|cewek|ibu-?ibu|laki(?:-?laki)?"
    r"|lanang|kakung|pria|cowok|semua|kabeh|kejaba|kecuali|selain|itu|kuwi|iku|iki|niku|saja|wae|mawon|cuma|mung|hanya"
    r"|ya|yo|nggih|njih|bu|mbak|mas|pak|adalah|yaitu|lainnya|liyane|sisanya)\b[.:]?",
    re.IGNORECASE,
)
BETWEEN = expression(r"[,;.&+\n]+|\s+(?:karo|kaliyan|kalih|lan|dan|sama|serta)\s+", re.IGNORECASE)
NONE = expression(
    r"(?:tidak (?:ada|di)(?: (?:yang )?perempuan)?|(?:laki-laki )+semua|semua (?:laki-laki ?)+|kosong|tidak sah)"
    r"(?: (?:itu|ini|ya|bu|pak|mbak|mas|kok))*"
)
# Both in plain words: Javanese is undone ("boten wonten", "lanang kabeh").


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


def which_women(form: Any) -> Text:
    """Asks who the women are of those whose gender is not told."""
    rows, asked = form.rows, form.untold()
    names = listing(f"{at + 1} {tidy_name(str(rows[at]['name']))}" for at in asked)
    question = _("Which numbers are women?")
    read = None if form.women else _("{count} names read.")(count=len(rows))
    return lines(sentence(read, question), _("{names}.")(names=names))


def how_told_apart(form: Any) -> Text:
    """Asks whether namesakes are one person, or what each is called."""
    numbers = form.twins()
    names = together(f"{number + 1}" for number in numbers)
    name = tidy_name(split_honorific(str(form.rows[numbers[0]]["name"]))[1])
    if form.is_different():
        taken = _("So somebody is called already.") if form.is_taken() else None
        called = _("What do people call number {numbers}, to tell them apart? For example: {first} {name} Lor")
        return sentence(taken, called(numbers=names, first=numbers[0] + 1, name=name))
    if len(numbers) == 1:
        return _("A {name} is in the book already. Is number {number} somebody else?")(name=name, number=names)
    if len({fold(str(form.rows[at]["name"])) for at in numbers}) > 1:
        called = listing(f"{at + 1} {tidy_name(str(form.rows[at]['name']))}" for at in numbers)
        return _("These {count} are in the book already: {names}. Are they other people?")(
            count=len(numbers), names=called
        )
    count = HOW_MANY.get(len(numbers), verbatim(str(len(numbers))))
    question = _("There are {count} called {name} ({numbers}). Are they different people?")(
        count=count, name=name, numbers=names
    )
    # The numbers need not be those that were pasted: they are shown before they are asked by.
    seen = form.apart or len(form.unsexed()) == len(form.rows)
    counted = form.counted() if form.women and not form.apart else None
    return lines(None if seen else form.names(), sentence(counted, question))


HOW_MANY = {2: _("two"), 3: _("three")}
