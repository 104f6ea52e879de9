"""Choosing the language in which one is answered."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.forms import Form, Reading, ask, on
from bot.kinds import Choice
from bot.messages import Reply
from bot.texts import Text, _, verbatim
from bot.understanding.choices import choose
from handlers.ports import Store
from jamaah.roles import Deed

FEW_WORDS = 4


class Language(StrEnum):
    INDONESIAN = "id"
    JAVANESE = "jv"
    ENGLISH = "en"


# Each by its own name: whoever looks for a language can read that one.
NAMES = {
    Language.INDONESIAN: verbatim("Indonesia"),
    Language.JAVANESE: verbatim("Jawa"),
    Language.ENGLISH: verbatim("English"),
}


class OneLanguage(Choice[Language]):
    """One of the languages, named in any: "jawa wae", "inggris"."""

    def read(self, text: str, form: Form[Any]) -> Reading[Language] | None:
        named = choose("language", text) if len(text.split()) <= FEW_WORDS else None
        return super().read(text, form) or (Reading(Language(named), certain=True) if named else None)


@on("set_language", deed=Deed.ASK_HELP, command="bahasa")
class SetLanguage(Form[Store]):
    """Choose the language in which you are answered: Indonesian, Javanese or English."""

    title = _("Another language")
    lapses = True
    language: Language = ask(
        OneLanguage(Language, NAMES, {}), _("In which language shall I answer?"), label=_("the language")
    )

    def done(self) -> Reply:
        self.talk.store.people.speak(self.talk.person, self.language.value)
        self.talk.speaks(self.language.value)
        return Reply(_chosen())


def _chosen() -> Text:
    """Every translation of this names its own language."""
    return _("✓ From now on I answer in English. You may write as you like.")
