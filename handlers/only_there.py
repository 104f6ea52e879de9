"""What was asked of all groups is asked of those of one village: "sing ning Getasan wae"."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import Form, ask, on
from bot.ports import Json
from bot.talk import Talk
from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from handlers.access import groups_for
from handlers.areas import ASKED, Area, lies_in
from handlers.ports import Store
from jamaah.roles import Deed

ONLY = expression(
    r"\W*(?:(?:kalau|yang|khusus|cuma|hanya|coba|untuk|lalu|terus) )*(?:di|in|at|desa|dari) (?:desa |ds )?"
    r"([^\W\d_]+(?: [^\W\d_]+){0,2}?)(?: (?:saja|bagaimana|berapa|dong|ya))*\W*"
)


@on("only_there", deed=Deed.ACCOMPANY)
class OnlyThere(Form[Store]):
    """Ask the same of the groups of one village only: "sing ning Getasan wae"."""

    writes = False
    area: str | None = ask(Area(), optional=True)

    @classmethod
    def hears(cls, talk: Talk[Store], text: str) -> Mapping[str, Json] | None:
        said = ONLY.fullmatch(read(text).plain) if not talk.busy and ASKED in talk.memory else None
        if said is None:
            return None
        villages = {group.village for group in groups_for(talk, Deed.ACCOMPANY)}
        named = [village for village in villages if lies_in(said[1], village)]
        return {"area": named[0] if len(named) == 1 else said[1].title()} if villages else None

    def instead(self) -> tuple[str, Mapping[str, Json]]:
        intent, answers = self.talk.memory.get(ASKED, ["groups_overview", {}])
        return intent, {**answers, "area": self.area}
