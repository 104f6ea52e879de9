"""What a text says of a group: its name, village and RT, and the group's business."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.choices import choose
from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, Token, read
from bot.understanding.words import is_honorific, is_of, may_be_name

_LEADS = frozenset({"kelompok", "jamaah_produksi", "produksi", "status", "bernama", "called", "named", "anggota", "jp"})
_VILLAGE = expression(r"\b(?:desa|kelurahan|kel|ds|dusun|dukuh|dsn|kalurahan|kampung)\b[ .:]{0,2}(?=\w)")
_HAMLET = ("dusun", "dukuh", "dsn", "kampung")
_IN_VILLAGE = expression(r"\bdi (?=\w)")
_LOCATED = expression(r"\b(?:lokasi|dari)(?:nya)? ?:? ?(?=\w)")
_VILLAGE_ENGLISH = expression(r"\bin ([^\W\d_]+(?: [^\W\d_]+)?) village\b", re.IGNORECASE)
_QUOTED = expression(r"[\"“”]([^\W\d][^\"“”\n]{1,40})[\"“”]")
_BEFORE_COLON = expression(r"\s*([^\W\d_]+(?: [^\W\d_]+){0,3}) ?: ?\w")
_ENDS = expression(r"\s*(?:[,.;:!?)\n]|$)")
_MOST = 3
_BESIDE = expression(r" ?\((?!(?:rt|rw|desa|dusun|kelurahan)\b)[^\W\d][^()\n\d]{0,30}\)", re.IGNORECASE)


def find_group(text: str | Said, labelled: bool = False) -> str | None:
    """The name of a group as typed, in title case, without "kelompok" or "JP", with what stands beside it in brackets.

    It follows "kelompok", "nama" and the like (with `labelled` only there), or is made of words of which groups'
    names are made.
    """
    said = read(text)
    if labelled and (quoted := _QUOTED.search(said.text)):
        return quoted[1].strip()
    tokens = said.tokens[:200]
    if name := _with_sido(said, tokens):
        return name
    for at, token in enumerate(tokens):
        named = token.word == "nama" and labelled
        lead = named or token.word in _LEADS | {"nama"}
        if lead and (name := _name_from(said, _skip(tokens, at + 1), unsure=not labelled, named=named)):
            return name
        if named and (name := _named_before(said, at)):
            return name
    for at, token in enumerate(tokens):
        if labelled and not token.is_capital:
            continue
        if _is_group_word(token) and (at == 0 or not is_honorific(tokens[at - 1].word)):
            start = at - 1 if at and _begins_name(tokens[at - 1], token, first=at == 1) else at
            name = _name_from(said, start)
            if name and " " in name:
                return name
    return None if labelled else _headed(said)


_ASKED = frozenset(
    [
        *("kabar", "status", "hasil", "kelompok", "jp", "jamaah_produksi", "kondisi", "keadaan", "notulen", "anggota"),
        *("kehadiran", "rekap"),
    ]
)
_BESIDE_ASKED = frozenset({"kelompok", "jp", "jamaah_produksi", "kumpulan", "rapat", "pertemuan", "terakhir"})


def maybe_groups(text: str | Said) -> list[str]:
    """What in a question may name a group, in title case, whether there is one of that name or not: words of which
    groups' names are made, or a name behind the word that asks for news. Nobody called Bu or Pak is one.
    """
    said = read(text)
    found: list[str] = []
    run: list[Token] = []
    for token in [*said.tokens[:200], None]:
        if token is not None and (_is_group_word(token) or may_be_name(token.raw, token.word)):
            run.append(token)
            continue
        if run and _may_name_group(said, run):
            found.append(said.text[run[0].start : run[-1].end].title())
        run = []
    return found


def _may_name_group(said: Said, run: Sequence[Token]) -> bool:
    at = said.tokens.index(run[0])
    if not any(may_be_name(token.raw, token.word) for token in run) or (at and is_honorific(said.tokens[at - 1].word)):
        return False
    return any(map(_is_group_word, run)) or _is_asked_for(said, at)


def _is_asked_for(said: Said, at: int) -> bool:
    """Whether what begins at a token stands behind a word that asks for news of a group."""
    while at and said.tokens[at - 1].word in _BESIDE_ASKED - _ASKED:
        at -= 1
    return at > 0 and said.tokens[at - 1].word in _ASKED


def _with_sido(said: Said, tokens: Sequence[Token]) -> str | None:
    pairs = (
        two for two in pairwise(tokens) if two[0].raw.lower() == "sido" and is_of("behind_sido", two[1].raw.lower())
    )
    return next((said.text[first.start : second.end].title() for first, second in pairs), None)


def _headed(said: Said) -> str | None:
    """What stands before a colon and is made of names alone: "mandiri batur: anggota, putri"."""
    head = _BEFORE_COLON.match(said.text)
    tokens = [token for token in said.tokens if head and token.end <= head.end(1)]
    named = all(_is_group_word(token) or may_be_name(token.raw, token.word) for token in tokens)
    return head[1].title() if head and named else None


def _begins_name(token: Token, following: Token, first: bool) -> bool:
    """Whether a word before one of groups' names belongs to it: with capitals, or where the message begins with it."""
    capitals = token.is_capital and following.is_capital
    return (capitals or (first and not following.is_capital)) and may_be_name(token.raw, token.word)


def _skip(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and (is_of("group_links", tokens[at].word) or tokens[at].word in _LEADS):
        at += 1
    return at


def _is_group_word(token: Token) -> bool:
    return is_of("group_names", token.raw.lower())


def _named_before(said: Said, at: int) -> str | None:
    """ "Maju Terus namanya": the words with capitals before the word for a name."""
    start = at
    while start > max(at - _MOST, 0) and said.tokens[start - 1].is_capital:
        start -= 1
    name = said.text[said.tokens[start].start : said.tokens[at - 1].end] if at - start > 1 else None
    return None if name and re.search(r"[^\w '’-]", name) else name


def _name_from(said: Said, start: int, unsure: bool = False, named: bool = False) -> str | None:
    """The name that begins at a token; if `unsure`, only with a capital or with a word of which groups' names are
    made. What is `named` so may begin with any word, with a capital.
    """
    found: list[Token] = []
    for at in range(start, min(start + _MOST, len(said.tokens))):
        token = said.tokens[at]
        gap = said.text[said.tokens[at - 1].end : token.start] if at else " "
        ends = is_of("no_group", token.word) and not _named_new(token, found)
        belongs = _may_belong(token, found) or (named and not found and token.is_capital and token.raw[1:].islower())
        if ends or (found and gap.strip(" -'’")) or not belongs:
            break
        found.append(token)
    if not found or not any(_is_group_word(token) or may_be_name(token.raw, token.word) for token in found):
        return None
    if unsure and not found[0].is_capital and not any(_is_group_word(token) for token in found):
        return None
    beside = _BESIDE.match(said.text, found[-1].end)
    written = said.text[found[0].start : beside.end() if beside else found[-1].end]
    return written if any(sign.isupper() for sign in written) and not written.isupper() else written.title()


def _named_new(token: Token, found: list[Token]) -> bool:
    """ "Harapan Baru" is a name, "kelompok Sari baru" a new group."""
    return token.word == "baru" and bool(found) and found[0].is_capital and token.is_capital


def _may_belong(token: Token, found: list[Token]) -> bool:
    if is_honorific(token.word) or len(token.raw) < 2 or not token.raw[0].isalpha():
        return False
    if found and found[0].is_capital and not token.is_capital:
        return False
    return (
        _is_group_word(token)
        or may_be_name(token.raw, token.word)
        or (token.is_capital and bool(found) and token.raw[1:].islower())
    )


def find_village(text: str | Said) -> str | None:
    """The name of a village as typed, in title case: after desa, kelurahan or dusun, or after "di" with a capital
    letter.
    """
    said = read(text)
    if english := _VILLAGE_ENGLISH.search(said.text):
        return english[1].title()
    for match in sorted(_VILLAGE.finditer(said.plain), key=lambda one: one[0].startswith(_HAMLET)):
        if name := _place_name(said, said.token_at(match.end()), any_case=True):
            return name
    for match in [*_IN_VILLAGE.finditer(said.plain), *_LOCATED.finditer(said.plain)]:
        if name := _place_name(said, said.token_at(match.end()), any_case=False):
            return name
    return None


def place_named(text: str | Said) -> str | None:
    """The village a question is about ("sing durung kumpul neng getasan"), in any capitals; None if it names none."""
    said = read(text)
    found = (_place_name(said, said.token_at(match.end()), any_case=True) for match in _IN_VILLAGE.finditer(said.plain))
    return next(filter(None, found), None)


def _is_last_number(said: Said, token: Token) -> bool:
    """Whether a number in one word ends its clause, as in the name Way Lima."""
    return (
        token.word.isdigit()
        and token.end - token.start == len(token.raw)
        and _ENDS.match(said.text, token.end) is not None
    )


def _place_name(said: Said, first: int, any_case: bool) -> str | None:
    names: list[Token] = []
    for token in said.tokens[first : first + 3]:
        gap = said.text[names[-1].end : token.start] if names else ""
        capital = token.is_capital and (_named_new(token, names) or not is_of("no_group", token.word))
        place = is_of("places_too", token.raw.lower()) or (bool(names) and _is_last_number(said, token))
        named = may_be_name(token.raw, token.word) or capital or place
        if gap.strip() or not token.raw.isalpha() or not named:
            break
        if not (any_case or token.is_capital) or (names and names[0].is_capital != token.is_capital):
            break
        names.append(token)
    return (
        " ".join(name.raw.capitalize() if name.raw.islower() or name.raw.isupper() else name.raw for name in names)
        or None
    )


_BUSINESS = expression(
    r"\b(?:usaha|bidang)\b(?: kelompok| kami| kita| baru| yang(?: jalan| ada)?| ini| itu| di(?= bidang)"
    r"| bersama| bareng| adalah| ialah| yaitu| pengolahan(?=,)| tani bersama(?=,? (?:yaitu|adalah|ialah|berupa))"
    r"| punika| niki| inggih| ya| awake dewe| dewe| dhewe| kene| sini| kaasup| termasuk| saya| is| kalau"
    r"| catat| berupa| dalam| bidang| milik| perorangan)*(?:,? (?:yaitu|adalah|ialah"
    r"|berupa))? ?[:=,]? ?(?=\w)"
)
_BUSINESS_BEFORE = expression(r"\bkelompok(?: kita| kami| saya)? (?:punya|ada|jalan)(?: usaha)? ?(?=\w)")
_BUSINESS_END = expression(
    r"[,.;\n?]|\b(?:tapi|ning|nanging|milik bersama|milik sendiri|bersama|bareng|sudah|tolong|dikelola|kelola|yang"
    r"|catat|secara|masing-masing|bareng-bareng|sama-sama|bersama-sama|saja|nggih|bu|pak|mas|mbak"
    r"|sendiri|perorangan|kolektif|ya|untuk kelompok|dikerjakan|digarap|garap|jalan bersama)\b"
)


_CLAUSE = expression(r"[^,.:;\n?!]+")
_CLAUSE_LEAD = expression(
    r"\s*(?:(?:kita|kami|kelompok|saya|mulai|mau|catat|tulis|tolong|sudah|ada|punya|itu|ini|sekarang|min|bu|pak) )+"
)


def find_business(text: str | Said) -> str | None:
    """What the group lives by, as typed, without "usaha" and the words for whose it is."""
    said = read(text)
    for pattern in (_BUSINESS_BEFORE, _BUSINESS):
        for match in pattern.finditer(said.plain):
            end = _BUSINESS_END.search(said.plain, match.end())
            if words := said.typed(match.end(), end.start() if end else len(said.plain)).strip():
                return words
    return _by_field(said)


def _by_field(said: Said) -> str | None:
    """The first clause that says of itself by what one lives: "nanam jahe di lahan desa, dikerjakan bareng"."""
    for clause in _CLAUSE.finditer(said.plain):
        lead = _CLAUSE_LEAD.match(clause[0])
        start = lead.end() if lead else 0
        end = _BUSINESS_END.search(clause[0], start)
        last = end.start() if end else len(clause[0])
        words = said.typed(clause.start() + start, clause.start() + last).strip()
        if words and choose("field", words):
            return words
    return None


def field_of(business: str) -> str | None:
    """The field of a business; what is traded or done for others is no crop: "jasa penggilingan padi"."""
    first = choose("field", business.split(maxsplit=1)[0]) if business else None
    whole = choose("field", business)
    return first if first in ("service", "trade") and whole != "processing" else whole
