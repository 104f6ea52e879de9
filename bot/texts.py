"""Texts that are written in English in the code and rendered in the reader's language when they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.catalogue import translations
from lean import dataclass

LOCALES = Path(__file__).parent.parent / "locales"
SOURCE_LANGUAGE = "en"
HOME_LANGUAGE = "id"
"""The language in which everything can be said: for whom no other is known, and for what another one lacks."""
HOURS = {"en": "%H:%M"}
HOME_HOURS = "%H.%M"


@dataclass(frozen=True, slots=True)
class PlainDate:
    """A date to be written without its weekday: "3 Desember 2026"."""

    day: date


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A date of which the year is clear: "26 November"."""

    day: date


@dataclass(frozen=True, slots=True)
class Month:
    """The month of a date, in short: "Des 2026"."""

    day: date


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """The month of a date of which the year is clear, in short: "Des"."""

    day: date


@dataclass(frozen=True)
class Text:
    """A sentence not yet put into words: the English original and what fills its braces.

    Fillings may be strings, numbers, dates, times, other texts and lists of these. A text is rendered once,
    for one reader; until then it is plain data, so it may be made where a class body is evaluated.
    """

    original: str
    fillings: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1

    def __call__(self, **fillings: Any) -> Text:
        """The same text with its braces filled."""
        return Text(self.original, {**self.fillings, **fillings}, self.plural, self.count)

    def render(self, language: str) -> str:
        """The sentence in `language` ("id", "jv", "en"); in Indonesian where that language lacks it."""
        words = _translation(language, self.original) or self._untranslated()
        filled = {name: _say(value, language) for name, value in self.fillings.items()}
        return words.format_map(filled) if filled else words

    def _untranslated(self) -> str:
        return self.original if self.plural is None or self.count == 1 else self.plural


def _(original: str) -> Text:
    """Mark a sentence for translation."""
    return Text(original)


def ngettext(singular: str, plural: str, count: int) -> Text:
    """Mark a sentence whose English differs for one and for many; `{count}` is filled."""
    return Text(singular, {"count": count}, plural, count)


# Weekdays are translated like any word, months are Babel's: Babel calls Sunday "Ahad" in Javanese and the other days as
# Indonesian does, and neighbours say Senen, Rebo, Kemis, Jemuwah, Setu, Minggu.
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def verbatim(words: str) -> Text:
    """Words of a person, never translated: a name, a decision, an idea."""
    return Text("{words}", {"words": words})


def lines(*parts: Text | str | None) -> Text:
    """Parts one below another; a part that is None is left out."""
    kept = [part for part in parts if part is not None]
    names = {f"p{number}": part for number, part in enumerate(kept)}
    return Text("\n".join(f"{{{name}}}" for name in names), names)


def sentence(*parts: Text | str | None) -> Text:
    """Parts one after another, with a space between; a part that is None is left out."""
    kept = [part for part in parts if part is not None]
    names = {f"p{number}": part for number, part in enumerate(kept)}
    return Text(" ".join(f"{{{name}}}" for name in names), names)


def _say(value: Any, language: str) -> str:
    match value:
        case Text():
            return value.render(language)
        case date():
            return f"{WEEKDAYS[value.weekday()].render(language)}, {written(value, language)}"
        case PlainDate():
            return written(value.day, language)
        case DayOfYear():
            return written(value.day, language, "d MMMM")
        case Month():
            return written(value.day, language, "MMM y")
        case MonthOfYear():
            return written(value.day, language, "MMM")
        case time():
            return value.strftime(HOURS.get(language, HOME_HOURS))
        case list() | tuple():
            return ", ".join(_say(item, language) for item in value)
        case _:
            return str(value)


@lru_cache(maxsize=512)
def written(day: date, language: str, pattern: str = "d MMMM y") -> str:
    """A day in a language, by a pattern of CLDR."""
    from babel.dates import format_date  # noqa: PLC0415  not every answer names a date

    return str(format_date(day, pattern, locale=language))


def _translation(language: str, original: str) -> str | None:
    if language == SOURCE_LANGUAGE:
        return None
    return catalogue(language).get(original) or catalogue(HOME_LANGUAGE).get(original)


def from_home(words: str, language: str) -> str:
    """What is said in `language` for a whole text that is written in the home language; the words where none is."""
    original = _originals().get(words.strip().casefold())
    return words if original is None else Text(original).render(language)


@lru_cache(maxsize=1)
def _originals() -> Mapping[str, str]:
    """The English original by its words in the home language; the first where several are said alike."""
    said: dict[str, str] = {}
    for original, words in catalogue(HOME_LANGUAGE).items():
        said.setdefault(words.casefold(), original)
    return said


@lru_cache(maxsize=8)
def catalogue(language: str) -> Mapping[str, str]:
    """The translations of one language by their English original; empty where there is no such language."""
    path = LOCALES / f"{language}.po"
    return translations(path) if path.exists() else {}
