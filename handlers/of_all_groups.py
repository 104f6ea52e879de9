"""What is asked of all the groups that somebody accompanies, in the words in which it is said: never of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.forms import Form, ask, on
from bot.kinds import Words
from bot.messages import Reply
from bot.ports import Json
from bot.talk import Talk
from bot.understanding.expressions import expression
from bot.understanding.needed import only_with
from bot.understanding.normalise import read
from handlers.access import groups_for
from handlers.accompanied import Order, looks
from handlers.areas import Area, keep_asked, within
from handlers.group_names import named_within
from handlers.ports import Store
from handlers.visits import digest
from jamaah.accompanying import Concern, worst_first
from jamaah.groups import Group
from jamaah.people import fold
from jamaah.roles import Deed

_WHICH = r"(?:mana|siapa|kelompok|apa saja)"
_GO = r"(?:datang|didatang|tekan|para|dipara|kunjung|dikunjung|tilik|ditilik|sambang|disambang|bantu|dibantu)\w*"
_BADLY = r"(?:bermasalah|masalah|parah|jelek|elek|buruk|payah|gawat|perlu|butuh|ketinggalan|lemah)\w*"
TO_VISIT = expression(
    rf"\b{_WHICH}\b.*\b(?:harus|perlu|mesti|butuh|wajib)\b.*\b{_GO}\b"
    rf"|\b(?:harus|perlu|mesti|butuh|wajib)\b.*\b{_GO}\b.*\b{_WHICH}\b"
    r"|\bsaya (?:harus|perlu|mesti) (?:ke |di )?mana\b"
    rf"|\b{_WHICH}\b.*\b(?:bermasalah|paling {_BADLY})\b|\bpaling {_BADLY}\b.*\b{_WHICH}\b"
    r"|(?:\w+ ){0,2}(?:ringkasan|rangkuman) (?:(?:untuk|buat) )?(?:minggu|pekan) (?:ini|kemarin|lalu)\b"
)
BEST = expression(
    r"\b(?:mana|kelompok)\b.*\bpaling (?:apik|bagus|baik|maju|rajin|aktif|hebat|sregep|lancar|tertib|unggul)\b"
    r"|\bpaling (?:apik|bagus|baik|maju|hebat|unggul)\b.*\b(?:mana|siapa|kelompok)\b"
    r"|\bsiapa\b.*\bpaling (?:apik|bagus|maju|hebat|unggul)\b"
)
READY = expression(
    r"\b(?:mana|siapa)\b(?!.*\b(?:aturan|syarat|calon|pendiri|pengurus)\b).*"
    r"\b(?:siap(?= (?:jadi |menjadi |daftar |ke )*(?:koperasi|notaris)\b|[?. ]*$)|(?:jadi|menjadi|dadi) koperasi\b)"
    r"|\b(?:siap|(?:jadi|menjadi|dadi) koperasi) (?:mana|siapa)\b"
)
_FEW = r"\b{what}\b(?: \w+){{0,2}} kurang\b|\bkurang (?:\w+ )?{what}\b"
FEW_WOMEN = expression(_FEW.format(what=r"(?:perempuan|wanita|putri|wedok|ibu-?ibu)\w*"))
SMALL = expression(_FEW.format(what=r"(?:anggota|warga|orang)\w*"))
OF_GROUPS = expression(r"\bkelompok (?:mana|yang)\b|^(?:yang|mana yang|mana)\b.*|\byang\b.*\b(?:mana|siapa)\b")
MINE = expression(r"\b(?:kelompok-?(?:ku|e aku| saya|-?kelompok\w*)|(?:dampingan|binaan) ?(?:ku|saya))\b")
HOW = expression(r"\b(?:bagaimana|kabar|keadaan)\b")
_LEADING = ("kelompok", "jp", "yang", "ada", "di", "desa")
THERE = expression(
    rf"(?:(?:{'|'.join(_LEADING)}) ){{1,4}}(?P<place>[^\W\d_]+(?: [^\W\d_]+)?)"
    r"(?: (?:saja|bagaimana|apa|mana|kabar|ya))*[?. ]*"
)


OTHERS = ("groups_ready", "groups_overview")


@on("of_all_groups", deed=Deed.ACCOMPANY)
class OfAllGroups(Form[Store]):
    """Ask which of the groups you accompany to visit first, which do best, which are nearly ready, or lack women."""

    writes = False
    area: str | None = ask(Area(), optional=True)
    other: str | None = ask(Words(20), optional=True)
    order: str | None = ask(Words(20), optional=True)
    lacks: str | None = ask(Words(20), optional=True)

    @classmethod
    @only_with(TO_VISIT, READY, BEST, FEW_WOMEN, SMALL, MINE, *(f"{word} " for word in _LEADING))
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        mine = [] if talk.busy else groups_for(talk, Deed.ACCOMPANY)
        asked = asked_of(text, mine) if mine else None
        if asked is None or named_within(text, mine):
            return None
        area = cls.slots["area"].kind.find(text, cls(talk))
        return {"area": area, **asked} if area and within(area, mine) else asked

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """The form that answers it, where it is not whom to visit."""
        if self.other not in OTHERS:
            return None
        return self.other, {name: self.answers[name] for name in ("area", "order", "lacks") if name in self.answers}

    def done(self) -> Reply:
        groups = within(self.area, groups_for(self.talk, Deed.ACCOMPANY))
        keep_asked(self.talk, self.intent)
        return digest(worst_first(looks(self.talk.store, groups, self.talk.now)), groups, self.talk.now)


def asked_of(text: str, groups: Sequence[Group]) -> dict[str, Json] | None:
    """What a text asks of all these groups; None if nothing."""
    plain = read(text).plain
    if TO_VISIT.search(plain):
        return {}
    if READY.search(plain):
        return {"other": "groups_ready"}
    if BEST.search(plain):
        return {"other": "groups_overview", "order": Order.BEST.value}
    for lacking, concern in ((FEW_WOMEN, Concern.FEW_WOMEN), (SMALL, Concern.SMALL)):
        if lacking.search(plain) and OF_GROUPS.search(plain):
            return {"other": "groups_overview", "lacks": concern.value}
    there = THERE.fullmatch(plain)
    lie_there = sum(fold(there["place"]) == fold(group.village) for group in groups) if there else 0
    if lie_there > (0 if plain.startswith("yang") else 1):
        return {"other": "groups_overview"}
    if len(groups) > 1 and MINE.search(text.casefold()) and HOW.search(plain):
        return {"other": "groups_overview"}
    return None
