"""Greeting, help, and what is said when a message was not understood."""

from __future__ import annotations

from bisect import bisect
from typing import Any

from bot.forms import Form, Kind, Reading, ask, on, opens
from bot.kinds import no_such_day
from bot.messages import Reply
from bot.texts import Text, _, lines, sentence, verbatim
from bot.understanding.expressions import expression
from bot.understanding.small_talk import small_talk
from handlers.access import groups_for
from handlers.group_names import groups_named, named_within
from handlers.ports import Store
from handlers.welcome import first_steps, received, role_of
from jamaah.roles import Deed, Role

# Every example stands in a transcript, so that help cannot promise what does not work.
EXAMPLES = {
    Role.SECRETARY: (
        "daftar bu siti aminah 45 th",
        "kumpulan kemarin hadir semua kecuali Bu Tini, Pak Darmo izin",
        "kumpulan tiap Kamis jam setengah 8 malam",
        "sudah siap jadi koperasi?",
        "undang anggota",
    ),
    Role.FACILITATOR: (
        "sing durung kumpul sasi iki",
        "endi sing wis siap",
        "mandiri getasan: anggota, putri, kumpul terakhir",
        "kirim ringkasan tiap Senin pagi",
        "hasil kumpulan terakhir",
    ),
    Role.MEMBER: ("kapan kumpulan lagi?", "besok saya izin", "jangan ingatkan saya lagi", "hasil kumpulan terakhir"),
    Role.OPERATOR: ("angka layanan", "kode pendamping"),
    Role.STRANGER: ("mau bikin kelompok",),
}

OF_MEETINGS = (
    "kumpulan besok diundur sabtu jam 8 malam",
    "ono kumpulan tambahan minggu 20 desember jam 10",
    "kumpulan libur panen sampai tanggal 12 desember",
    "Bu Tini besok izin",
    "ingatkan H-2 dan 3 jam sebelumnya",
    "umumkan ke semua: besok kerja bakti jam 7",
)
"""What a secretary says of meetings to come."""
OF_PAPERS = (
    "cetak buku anggota",
    "minta daftar hadir buat rapat besok kamis",
    "notulen tgl 19 jadi pdf",
    "rekap kehadiran bulan ini excel",
    "daftar anggota untuk dinas pertanian",
)
"""What a secretary says to get something to print."""

# What is answered to small talk, by the kinds of bot.understanding.small_talk; after ENDING nothing more is asked.
SMALL_TALK = {
    "salam": _("Peace be upon you too, {name}."),
    "hello": _("Greetings, {name}."),
    "how": _("I am well, {name}, and so are the books."),
    "doing": _("Looking after the books, {name}."),
    "who": _("I am Carik, {name}, the scribe who keeps the group's books."),
    "robot": _("I am a machine that writes, {name}, not a person."),
    "what": _("This is Carik, {name}: I keep the group's books and remind you of meetings."),
    "free": _("Carik costs nothing, {name}."),
    "sick": _("Get well soon, {name}."),
    "tired": _("Have a good rest, {name}. The books do not run away."),
    "thanks": _("You are welcome, {name}."),
    "laugh": _("Haha, {name}."),
    "curse": _("I am sorry if I am of little help, {name}. Write what you need, then I try again."),
    "condolence": _("Thank you, {name}. My condolences too."),
    "praise": _("I am glad to hear that, {name}."),
    "sorry": _("That is quite all right, {name}."),
    "bye": _("Until next time, {name}."),
    "joke": _("I am no good at jokes, {name}; I can only keep books."),
}
# To somebody of whom no name is known yet; whatever else they say, they are received.
TO_A_STRANGER = {
    "who": _("I am Carik, a machine that writes: the village scribe who keeps a group's books."),
    "robot": _("I am a machine that writes, not a person: Carik, who keeps a group's books."),
    "what": _("This is Carik: I keep a group's books, members, meetings and decisions, and remind everybody."),
    "free": _("Carik costs nothing."),
    "curse": _("I am sorry if I am of little help. To begin, tap a button."),
    "condolence": _("Thank you. My condolences too."),
    "thanks": _("You are welcome."),
    "bye": _("Until next time."),
    "sick": _("Get well soon."),
    "tired": _("Have a good rest."),
}
ENDING = frozenset(
    {"robot", "what", "free", "sick", "tired", "curse", "how", "doing"}
    | {"condolence", "thanks", "laugh", "praise", "sorry", "bye", "joke"}
)
BEGIN = (11, 15, 18)
TIMES = (_("Good morning, {name}."), _("Good day, {name}."), _("Good afternoon, {name}."), _("Good evening, {name}."))


_BOT = r"(?:iki|ini|niki|kuwi|bot|carik|aplikasi|nomer iki|nomor ini)"
ABOUT = (
    rf"(?:(?:{_BOT}|to|ya|nggih|opo|apa) )*(?:gratis|mbayar|bayar|bayare)"
    rf"(?: (?:{_BOT}|opo|apa|ra|ora|tidak|gak|to|mboten|nggih|ya|kok))*"
    r"(?:[?,. ]+[^\n]{0,40}\b(?:aman|data)\b[^\n]{0,30})?[?. ]*"
    rf"|(?:{_BOT} ?)+(?: ?(?:to|bot|carik))*"
    r"(?: ?(?:opo|apa|nopo|napa|kanggo opo|untuk apa|buat apa))(?: (?:to|ya|nggih|sih|bu|pak|mas|mbak))*[?. ]*"
    r"|dat[ae]\w*(?: (?:ne|saya|aku|kulo|kita|kelompok))* (?:aman|disimpan|disimpen)[^\n]{0,30}"
)


@on("greeting", deed=Deed.ASK_HELP)
class Greeting(Form[Store]):
    """Say hello or thank you."""

    writes = False
    aside = True

    def done(self) -> Reply | list[Reply]:
        kind, hour = small_talk(self.talk.text) or "", self.talk.local.hour
        if role_of(self.talk) is Role.OPERATOR:
            return received(self.talk, verbatim(""))
        if role_of(self.talk) is Role.STRANGER and not self.talk.busy and kind == "salam":
            return received(self.talk, verbatim(""), _("Peace be upon you too."))
        if role_of(self.talk) is Role.STRANGER and (self.talk.busy or kind in TO_A_STRANGER):
            buttons = () if self.talk.busy else first_steps(Role.STRANGER)
            return [Reply(TO_A_STRANGER[kind], buttons)] if kind in TO_A_STRANGER else []
        word = TIMES[bisect(BEGIN, hour)] if kind == "day" else SMALL_TALK.get(kind, _("Yes, {name}."))
        said = word(name=self.talk.store.people.get(self.talk.person).address)
        if not (self.talk.busy or kind in ENDING):
            return received(self.talk, sentence(said, _("What can I do for you?")))
        return Reply(said)


@on(
    "about_carik",
    deed=Deed.ASK_HELP,
    pattern=ABOUT,
    only_with="gratis bayar aman disimp iki ini niki kuwi bot carik aplikasi",
)
class AboutCarik(Form[Store]):
    """Hear who Carik is, that it is free, and who sees what is kept."""

    writes = False

    def done(self) -> Reply | list[Reply]:
        role = role_of(self.talk)
        if role is not Role.STRANGER and small_talk(self.talk.text):
            self.talk.open("greeting")
            return []
        free = _("It costs nothing. The data are the group's own: the secretary keeps them, the facilitator sees them.")
        hidden = _("Phone numbers only the secretary sees; nobody from outside sees anything.")
        told = lines(_("I am Carik, a machine that keeps the books of a group: members, meetings, decisions."), free)
        buttons = () if self.talk.busy else first_steps(role)
        return Reply(lines(told, hidden), buttons)


class About(Kind[bool]):
    """Whether help is wanted with one thing; only tapped."""

    def read(self, text: str, form: Form[Any]) -> Reading[bool] | None:
        return None

    def tap(self, token: str, form: Form[Any]) -> bool | None:
        return True


@on("help", deed=Deed.ASK_HELP, command="bantuan")
class Help(Form[Store]):
    """See what can be said."""

    writes = False
    meetings: bool | None = ask(About(), optional=True)
    papers: bool | None = ask(About(), optional=True)

    def done(self) -> Reply:
        role, just = role_of(self.talk), _("Just write, for example:")
        of = (OF_MEETINGS if self.meetings else OF_PAPERS if self.papers else None) if role is Role.SECRETARY else None
        examples = (verbatim(f"• {example}") for example in (of or EXAMPLES[role]))
        if of:
            return Reply(lines(just, *examples))
        ends: Text = _('"Cancel" stops, "back" goes back one question, "take it back" takes back what was saved last.')
        more = (opens("help", _("About meetings"), meetings="y"), opens("help", _("About printing"), papers="y"))
        return Reply(lines(just, *examples, ends), (*first_steps(role), *(more if role is Role.SECRETARY else ())))


@on("out_of_scope", deed=Deed.ASK_HELP)
class NotUnderstood(Form[Store]):
    """What is offered when a message was not understood."""

    writes = False

    def done(self) -> Reply | list[Reply]:
        role = role_of(self.talk)
        if role is Role.STRANGER:
            return received(self.talk, _("What can I do for you?"))
        groups = groups_for(self.talk, Deed.SEE_FIGURES)
        if groups_named(self.talk.text, groups) or (len(groups) > 1 and named_within(self.talk.text, groups)):
            self.talk.open("group_status", named=self.talk.text)
            return []
        known = bool(groups_for(self.talk, Deed.SEE_FIGURES))
        about = _("That I cannot do; I keep the group's books.") if known else _("I keep the books of village groups.")
        if self.talk.offers:
            about = no_such_day(self.talk.text) or _("I did not catch that.")
        buttons = self.talk.offers or first_steps(role)
        return Reply(sentence(about, _("Perhaps you mean one of these?")), (*buttons, opens("help", _("Help"))))


STOP = expression(r"\b(?:s[eo]?top|berhenti|brenti|mandh?eg)\b")
QUIET_HOW = sentence(
    _("If you want no more reminders, write: reminders off. News of meetings that are moved still comes."),
    _("If you want nothing at all, write: STOP."),
)


@on("cancel", deed=Deed.ASK_HELP, command="batal")
class Cancel(Form[Store]):
    """Stop; said where nothing is open."""

    writes = False

    def done(self) -> Reply:
        if role_of(self.talk) is Role.MEMBER and STOP.search(self.talk.text.casefold()):
            return Reply(sentence(_("Nothing is open."), QUIET_HOW))
        return Reply(_("Nothing is open; nothing has changed."))


QUIET = (
    r"(?:tolong |tulung |mohon |wis |sudah )*"
    r"(?:stop|setop|berhenti|brenti|mandheg|mandeg|jangan|aja|ojo|ora usah|gak usah|ga usah|tidak usah"
    r"|(?:(?:aku|saya|kulo) )?(?:tidak mau|gak mau|ga mau|ora gelem|ora pengin|emoh|wegah|mboten kersa))"
    r"(?: (?:kirim\w*|dikirim\w*|ngirim\w*|mengirim\w*|wa|chat|ngechat|ganggu|ngganggu))+"
    r"(?: (?:aku|saya|gw|kulo|pesan|kabar|pengingat|wa|chat|lagi|maneh|terus|ya))*[.! ]*"
)


@on("quiet", deed=Deed.ASK_HELP, pattern=QUIET)
class Quiet(Form[Store]):
    """Hear how one is not written to any more."""

    writes = False

    def done(self) -> Reply:
        return Reply(QUIET_HOW)
