"""What whoever runs the service asks for in a chat: figures, and a facilitator's code. No group is named in either."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import Form, on, opens
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.texts import Text, _, lines, ngettext, sentence
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from handlers.access import groups_for
from handlers.invitations import facilitator_code
from handlers.ports import Store
from handlers.words import listing
from jamaah.roles import Deed
from jamaah.service import Figures

REFUSED = {
    "code_wrong": _("{count} wrong codes"),
    "code_refused": _("{count} codes not looked at"),
    "flood": _("{count} messages too many"),
    "too_long": _("{count} messages too long"),
}
ASKED = (
    r"(?:angka|keadaan|kabar|laporan|statistik|status)(?: (?:layanan|carik|server|bot|sistem)(?:nya|e)?)+[?.! ]*"
    r"|(?:piye|bagaimana|gimana) (?:layanan|server|sistem)(?:nya|e)?[?.! ]*|service figures[?.! ]*"
)
_CODE = expression(
    r"(?:(?:minta|buat(?:kan)?|bikin(?:kan)?|njaluk|nyuwun|tolong|undang|satu|kode|link|undangan) )*"
    r"(?:kode|undang(?:an)?|link)(?: (?:untuk|buat|kanggo|baru))* (?:pendamping|fasilitator|facilitator)"
    r"(?: (?:baru|anyar))?[.! ]*"
)


@on(
    "service",
    deed=Deed.RUN_SERVICE,
    command="layanan",
    pattern=ASKED,
    only_with="layanan carik server bot sistem service",
)
class ServiceFigures(Form[Store]):
    """See the service in figures."""

    writes = False

    def done(self) -> Reply:
        found = self.talk.store.service.figures(self.talk.now)
        code = opens("facilitator_code", _("A code for a facilitator"))
        return Reply(lines(_kept(found), _held(found), _waiting(found), _refused(found), _charged(found)), (code,))


def _kept(found: Figures) -> Text:
    told = _("{groups} groups, {members} members, of whom {connected} are connected.")
    return told(groups=found.groups, members=found.members, connected=found.connected)


def _held(found: Figures) -> Text:
    told = _("{secretaries} secretaries, {facilitators} facilitators. {meetings} meetings in the last 30 days.")
    return told(secretaries=found.secretaries, facilitators=found.facilitators, meetings=found.meetings)


def _waiting(found: Figures) -> Text:
    told = _("{waiting} messages wait; {given_up} could not be sent in the last seven days.")
    return told(waiting=found.waiting, given_up=found.given_up)


def _refused(found: Figures) -> Text:
    many = [REFUSED[what](count=count) for what, count in found.refused.items() if what in REFUSED and count]
    if not many:
        return _("Nothing had to be refused in the last day.")
    return _("Refused in the last day: {what}.")(what=listing(many))


def _charged(found: Figures) -> Text | None:
    """What a platform charges for this month; nothing is said where there is none that does."""
    if not found.charged:
        return None
    many = [_("{count} {category}")(count=count, category=category) for category, count in found.charged.items()]
    told = ngettext(
        "Charged for this month: {what}, of {groups} group.",
        "Charged for this month: {what}, of {groups} groups.",
        found.paying,
    )
    return told(what=listing(many), groups=found.paying)


@on("facilitator_code", deed=Deed.RUN_SERVICE, command="pendamping")
class FacilitatorCode(Form[Store]):
    """Get a one-time code with which a facilitator joins, whom no group has asked yet."""

    @classmethod
    @only_with(_CODE)
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        """A secretary who runs the service too means the facilitator of the group."""
        asked = talk.operates and _CODE.fullmatch(text.casefold().strip())
        return {} if asked and not groups_for(talk, Deed.INVITE_FACILITATOR) else None

    def done(self) -> Reply:
        code = facilitator_code(self.talk.store, self.talk.now)
        told = _("A code for a facilitator, to be used once, within a week: /start {code}")(code=code)
        return Reply(sentence(told, _("The groups are given by their secretaries.")))
