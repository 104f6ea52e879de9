"""What a text says of a group: its name, village and RT, and the group's business."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.normalise import Said, Token, read
from bot.understanding.words import is_honorific, is_of, may_be_name

_LEADS = frozenset({"kelompok", "jamaah_produksi", "produksi", "status", "bernama", "called", "named", "anggota", "jp"})
_VILLAGE = re.compile(r"\b(?:desa|kelurahan|kel|ds|dusun|dukuh|dsn|kalurahan|kampung)\b[ .:]{0,2}(?=\w)")
_IN_VILLAGE = re.compile(r"\bdi (?=\w)")
_VILLAGE_ENGLISH = re.compile(r"\bin ([^\W\d_]+(?: [^\W\d_]+)?) village\b", re.IGNORECASE)
_BEFORE_COLON = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+){0,3}) ?: ?\w")
_MOST = 3
_BESIDE = re.compile(r" ?\((?!(?:rt|rw|desa|dusun|kelurahan)\b)[^\W\d][^()\n\d]{0,30}\)", re.IGNORECASE)


def find_group(text: str | Said, labelled: bool = False) -> str | None:
    """The name of a group as typed, in title case, without "kelompok" or "JP", with what stands beside it in brackets.

    It follows "kelompok", "nama" and the like (with `labelled` only there), or is made of words of which groups'
    names are made.
    """
    said = read(text)
    tokens = said.tokens[:200]
    for at, token in enumerate(tokens):
        if token.word in _LEADS | {"nama"} and (name := _name_from(said, _skip(tokens, at + 1), unsure=not labelled)):
            return name
    if labelled:
        return None
    for at, token in enumerate(tokens):
        if _is_group_word(token) and (at == 0 or not is_honorific(tokens[at - 1].word)):
            start = at - 1 if at and _capital_name(tokens[at - 1]) and token.is_capital else at
            name = _name_from(said, start)
            if name and " " in name:
                return name
    return _headed(said)


def _headed(said: Said) -> str | None:
    """What stands before a colon and is made of names alone: "mandiri batur: anggota, putri"."""
    head = _BEFORE_COLON.match(said.text)
    tokens = [token for token in said.tokens if head and token.end <= head.end(1)]
    named = all(_is_group_word(token) or may_be_name(token.raw, token.word) for token in tokens)
    return head[1].title() if head and named else None


def _capital_name(token: Token) -> bool:
    return token.is_capital and may_be_name(token.raw, token.word)


def _skip(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and (is_of("group_links", tokens[at].word) or tokens[at].word in _LEADS):
        at += 1
    return at


def _is_group_word(token: Token) -> bool:
    return is_of("group_names", token.raw.lower())


def _name_from(said: Said, start: int, unsure: bool = False) -> str | None:
    """The name that begins at a token; if `unsure`, only with a capital or with a word of which groups' names are
    made.
    """
    found: list[Token] = []
    for at in range(start, min(start + _MOST, len(said.tokens))):
        token = said.tokens[at]
        gap = said.text[said.tokens[at - 1].end : token.start] if at else " "
        if is_of("no_group", token.word) or (found and gap.strip(" -'’")) or not _may_belong(token, found):
            break
        found.append(token)
    if not found or not any(_is_group_word(token) or may_be_name(token.raw, token.word) for token in found):
        return None
    if unsure and not found[0].is_capital and not any(_is_group_word(token) for token in found):
        return None
    beside = _BESIDE.match(said.text, found[-1].end)
    written = said.text[found[0].start : beside.end() if beside else found[-1].end]
    return written if any(sign.isupper() for sign in written) and not written.isupper() else written.title()


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
    for match in _VILLAGE.finditer(said.plain):
        if name := _place_name(said, said.token_at(match.end()), any_case=True):
            return name
    for match in _IN_VILLAGE.finditer(said.plain):
        if name := _place_name(said, said.token_at(match.end()), any_case=False):
            return name
    return None


def place_named(text: str | Said) -> str | None:
    """The village a question is about ("sing durung kumpul neng getasan"), in any capitals; None if it names none."""
    said = read(text)
    found = (_place_name(said, said.token_at(match.end()), any_case=True) for match in _IN_VILLAGE.finditer(said.plain))
    return next(filter(None, found), None)


def _place_name(said: Said, first: int, any_case: bool) -> str | None:
    names: list[Token] = []
    for token in said.tokens[first : first + 3]:
        gap = said.text[names[-1].end : token.start] if names else ""
        named = may_be_name(token.raw, token.word) or (token.is_capital and not is_of("no_group", token.word))
        if gap.strip() or not token.raw.isalpha() or not named:
            break
        if not (any_case or token.is_capital) or (names and names[0].is_capital != token.is_capital):
            break
        names.append(token)
    return (
        " ".join(name.raw.capitalize() if name.raw.islower() or name.raw.isupper() else name.raw for name in names)
        or None
    )


_BUSINESS = re.compile(
    r"\b(?:usaha|bidang)\b(?: kelompok| kami| kita| baru| yang (?:catat|jalan|ada)| ini| itu| di(?= bidang)"
    r"| bersama| bareng| adalah| ialah| yaitu| pengolahan(?=,)"
    r"| catat| berupa| dalam| bidang| milik| perorangan| milik bersama)*(?:,? (?:yaitu|adalah|ialah"
    r"|berupa))? ?[:=,]? ?(?=\w)"
)
_BUSINESS_BEFORE = re.compile(
    r"\bkelompok(?: kita| kami| saya)? (?:punya|ada|jalan)(?: usaha)? ?(?=\w)|\b(?:catat|daftarkan"
    r"|tambah) usaha ?[:=]? ?(?=\w)"
)
_BUSINESS_END = re.compile(
    r"[,.;\n?]|\b(?:milik bersama|milik sendiri|bersama|bareng|sudah|tolong|dikelola|kelola|yang|catat|secara"
    r"|masing-masing|sendiri|perorangan|kolektif|ya|untuk kelompok|dikerjakan|jalan bersama)\b"
)


def find_business(text: str | Said) -> str | None:
    """What the group lives by, as typed, without "usaha" and the words for whose it is."""
    said = read(text)
    for pattern in (_BUSINESS_BEFORE, _BUSINESS):
        for match in pattern.finditer(said.plain):
            end = _BUSINESS_END.search(said.plain, match.end())
            if words := said.typed(match.end(), end.start() if end else len(said.plain)).strip():
                return words
    return None
