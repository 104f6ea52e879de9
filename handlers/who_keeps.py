"""Who keeps a group's books, and who accompanies it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import on
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import GroupForm, groups_for, told_of
from handlers.hands import hands_of
from handlers.ports import Store
from handlers.words import group_name, listing
from jamaah.groups import Group
from jamaah.roles import Deed, Role

BOOKS = ("buku", "catatan", "pembukuan")
_HOLDS = r"(?:memegang|pegang|megang|nyekel|dicekel|nyepeng|nyathet|mencatat|nulis|tulis|menulis|isi|mengisi)"
_BOOK = r"(?:buku|catatan|pembukuan)\w{0,3}"
WHO_KEEPS = expression(
    rf"siapa(?: (?:saja|ya))* (?:(?:yang|ingkang|sekarang|masih|boleh|bisa) )*{_HOLDS}(?: (?:di|neng|ning|wonten))?"
    rf" {_BOOK}(?: (?:kelompok\w*|kita|kami|jp|ini|kene|saja|ya))*[?.! ]*"
    # "mbak nurul isih iso nulis neng buku kene?"
    rf"|[^?\n]{{2,30}} (?:(?:masih|isih|bisa|boleh|saged) )+{_HOLDS} (?:(?:di|neng|ning) )?{_BOOK}[^\n]{{0,20}}"
    rf"|{_BOOK}(?: (?:kelompok\w*|kita|kami|jp))? di(?:pegang|cekel|cepeng|catat|tulis) siapa(?: (?:saja|ya))*[?.! ]*"
)


@on("who_keeps", deed=Deed.SEE_FIGURES)
class WhoKeeps(GroupForm):
    """Ask who keeps the books of your group."""

    writes = False

    @classmethod
    @only_with(WHO_KEEPS)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """ "sopo wae sing nyekel buku?"; of the group that is named."""
        rest, of = told_of(talk, Deed.SEE_FIGURES, text, BOOKS, alone=True)
        heard = not talk.busy and WHO_KEEPS.fullmatch(read(rest).plain) and groups_for(talk, Deed.SEE_FIGURES)
        return of if heard else None

    def act(self, group: Group) -> Reply:
        names = {role: self._names(group, role) for role in (Role.SECRETARY, Role.STEWARD, Role.FACILITATOR)}
        kept = names[Role.SECRETARY] or names[Role.STEWARD]
        told = _("The books of {group} are kept by {names}.") if kept else _("Nobody keeps the books of {group} yet.")
        return Reply(
            sentence(told(group=group_name(group), names=listing(kept)), self._beside(names[Role.FACILITATOR]))
        )

    def _beside(self, names: list[str]) -> Text | None:
        return _("Facilitator: {names}.")(names=listing(names)) if names else None

    def _names(self, group: Group, role: Role) -> list[str]:
        return [hand.name for hand in hands_of(self.talk, group, [role]) if hand.name]
