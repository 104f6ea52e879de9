"""What somebody puts forward for the group, as it was typed."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said
from bot.understanding.spans import trimmed
from bot.understanding.words import is_of

_US = r"(?: kita| kami| kelompok(?: kita)?| awak(?:e)? d(?:h)?ewe)?"
_IF = rf"(?:bagaimana|apa) (?:kalau|jika|misal|mungkin|bisa){_US}"
_LEAD = expression(
    r"\b(?:usul|masukan|urun rembuk|urun bahas|punya atur|ada atur)\b(?: (?:saya|kami|dari|catat|untuk|saja|dong"
    r"|nih|ini|itu|yang|bu|pak|min|kak|baru|anggota|dulu|agar|supaya))*(?: (?:bu|pak|mbak|mas|mbah|kang) [^\W\d]+)?"
    r"(?: ?[:=,.-]+)?"
    rf"(?: (?:{_IF}|mungkin(?: setuju)?|kalau(?: (?:bisa|boleh|setuju))?|yaitu|adalah))?{_US} ?(?=\w)"
    rf"|\b{_IF} ?(?=\w)|\bmbok(?: ya| yao| yen)?\b{_US} ?(?=\w)|\bsuggest(?: that)?(?: we)? (?=\w)"
)
_TAIL = expression(r"[,.?!]+ ?(?P<before>(?:[^\W\d_]+ ){0,3})(?:usul|masukan)\b(?P<behind>(?: [^\W\d_]+){0,4})[ .!?]*$")
_IF_ALONE = expression(r"^(?:bu |pak |min |kak )?(?:kalau(?: (?:bisa|boleh|setuju))?) ?(?=\w)")
_ASKED = expression(r" ?,? (?:bagaimana|setuju tidak)\b(?=[ ?]*(?:$|[,.]))")


def find_idea(said: Said) -> str | None:
    """What follows "usul", "bagaimana kalau", "mbok"; what stands before "itu usulku" at the end; None if nothing."""
    tail = _owning_tail(said)
    end = tail.start() if tail else len(said.plain)
    lead = _LEAD.search(said.plain[: min(end, 1500)]) or _IF_ALONE.match(said.plain[:200])
    if lead is None and tail is None:
        return None
    start = lead.end() if lead else 0
    asked = _ASKED.search(said.plain, start, end)
    return trimmed(said, start, asked.start() if asked else end)


def _owning_tail(said: Said) -> re.Match[str] | None:
    """The last clause where it only says that what stands before it is somebody's idea."""
    at = max(0, len(said.plain) - 100)
    tail = _TAIL.search(said.plain, at)
    if tail is None or not all(is_of("idea_owners", word) for word in tail["behind"].split()):
        return None
    return tail if len(said.plain[: tail.start()].split()) > 1 else None
