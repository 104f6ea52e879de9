"""One's own choice not to be reminded of meetings; news of them still comes."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from bot.forms import Denied, Form, Reading, ask, on
from bot.kinds import Choice
from bot.messages import Reply
from bot.texts import Text, _, sentence
from bot.understanding.expressions import expression
from handlers.access import GroupForm
from handlers.reminders import concerned
from handlers.words import group_name, spoken_to
from jamaah.groups import Group
from jamaah.roles import Deed

_NOT = r"(?:jangan|aja|ojo|(?:ora|gak|ga|ndak|tidak|tak|mboten) usah|(?:ora|gak|ga|ra) sah|rasah|emoh|moh|ora gelem)"
OFF = (
    r"(?:matikan|mateni|pateni|patekke|stop|setop|hentikan|berhentikan|nonaktifkan|mute)(?: saja| wae)?"
    r" (?:pengingat(?:ku|nya|e)?|reminder(?:nya)?|bisukan)|bisukan(?: pengingat)?"
    rf"|{_NOT}"
    r" (?:di)?(?:ingat(?:kan|ke|i|in)?|eling(?:ke|ake|i|no)?) (?:saya|aku|kulo|gw|gue|lagi|maneh)"
    rf"|(?:saya|aku|kulo|gw|gue) {_NOT} (?:di)?(?:ingat|eling)\w*"
    rf"|{_NOT} (?:di)?(?:kirim|ngirim|mengirim)\w*(?: (?:saya|aku|kulo|gw|gue))? (?:pesan|pesen|wa|chat|pengingat)"
)
ON = (
    r"(?:nyalakan|hidupkan|aktifkan|urip(?:ke|no)?|urubke|unmute)(?: lagi| maneh)?"
    r"(?: (?:pengingat(?:ku|nya|e)?|reminder(?:nya)?))(?: lagi| maneh)?"
    r"|(?:nyalakan|hidupkan|aktifkan|uripke) (?:lagi|maneh)"
    r"|(?:di)?(?:ingatkan|elingke) (?:saya|aku|kulo) (?:lagi|maneh)"
    r"|(?:saya|aku|kulo) (?:mau|ingin|pengen|arep|pengin) (?:diingatkan|dielingke)(?: lagi| maneh)?"
)
_ENDS = (
    r"(?: (?:saya|aku|kulo|lagi|maneh|malih|ya|yo|nggih|njih|to|dulu|saja|wae|terus|kumpulan|rapat|tentang|buat|untuk"
    r"|dong|bu|pak|mbak|mas|min))*[.! ]*"
)
_WHY = r"(?:\s*,\s*[^\n,]{2,40})?"
_MEANT = (
    r"(?:(?:eh|lho|lha|ora|bukan|dudu|mboten|sanes|tidak)[, ]+)*"
    r"(?:(?:sing|yang|seng|ingkang) )?(?:(?:tak|dak|saya|aku|kulo) )?"
    r"maksud(?:ku|nya|e|ke|kan|ipun)?(?: (?:saya|aku|kulo|ki|itu))?[, ]+"
)
"""Before what was not understood the first time: "ora, sing tak maksud aku ra sah dielingke"."""
_POLITE = r"(?:tolong |tulung |mohon |mbok |wis |sudah |saya mau |aku arep )*"
WORDS = "pengingat reminder bisukan ingat eling irim lagi maneh"
"""One of these is in all of it."""
SAID = rf"(?:{_MEANT})?{_POLITE}(?:{OFF}|{ON}){_ENDS}{_WHY}"
_ON = expression(rf"(?:{_MEANT})?{_POLITE}(?:{ON}){_ENDS}", re.IGNORECASE)
_OFF = expression(rf"(?:{_MEANT})?{_POLITE}(?:{OFF}){_ENDS}{_WHY}", re.IGNORECASE)


class Wanted(StrEnum):
    """Whether one wants to be reminded."""

    OFF = "off"
    ON = "on"


class WantedKind(Choice[Wanted]):
    """What a whole sentence wants."""

    def read(self, text: str, form: Form[Any]) -> Reading[Wanted] | None:
        found = self.find(text, form)
        return super().read(text, form) if found is None else Reading(found, certain=True)

    def find(self, text: str, form: Form[Any]) -> Wanted | None:
        if _OFF.fullmatch(text.strip()):
            return Wanted.OFF
        return Wanted.ON if _ON.fullmatch(text.strip()) else None


WANTED = WantedKind(Wanted, {Wanted.OFF: _("No reminders"), Wanted.ON: _("Remind me")}, {})


@on("mute", deed=Deed.SEE_SCHEDULE, pattern=SAID, only_with=WORDS)
class Mute(GroupForm):
    """Get no reminders of meetings yourself, or get them again."""

    save = _("Yes")
    ends_at_no = True
    wanted: Wanted = ask(WANTED, optional=True, default=lambda form: Wanted.OFF)

    def check(self) -> None:
        super().check()
        if self.group is None:
            return
        if self.talk.person not in concerned(self.talk.store, self.group):
            raise Denied(_("I do not remind you of the meetings of {group}.")(group=group_name(self.group)))
        if self._off() is (self.talk.person in self.talk.store.people.muted(self.group.id)):
            raise Denied(_("Reminders are off already.") if self._off() else _("Reminders are on already."))

    def _off(self) -> bool:
        return self.wanted is Wanted.OFF

    def summary(self) -> Text:
        you = spoken_to(self.talk.store.people.get(self.talk.person).address)
        facts = {"you": you, "group": group_name(self.group)}
        if not self._off():
            return _("I remind {you} of the meetings of {group} again. Is that right?")(**facts)
        still = _("When one is moved or called off I still say so.")
        return sentence(
            _("I do not remind {you} of the meetings of {group} any more.")(**facts), still, _("Is that right?")
        )

    def act(self, group: Group) -> Reply:
        self.check()
        self.talk.store.people.mute(self.talk.person, group.id, muted=self._off())
        if self._off():
            return Reply(_("✓ Reminders are off. To have them again, write: reminders on"))
        return Reply(_("✓ Reminders are on."))
