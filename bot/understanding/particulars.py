"""What else is said of a person: RT, telephone, gender and occupation."""

from __future__ import annotations

import re

from bot.understanding.expressions import expression
from bot.understanding.normalise import Said, read
from bot.understanding.words import is_honorific, is_of

_RT = expression(r"\b(?:rt|er te)(?: ?nya| ?ne)? ?(?:[:./=] ?)?(?:/ ?rw ?[:.]? ?)?0*(\d{1,3})(?!\d)")
_BETWEEN_RTS = r"(?:(?: ?(?:[,&+-]|\b(?:dan|sama|dengan|sampai|atau|ada|rt)\b))+ ?0*[1-9]\d{0,2}(?!\d))"
_RT_CHAIN = expression(
    rf"\brt\b(?: ?(?:nya|ne|itu|tidak|mung|hanya|cuma|ada|[:.=]))* ?\d{{1,3}}(?!\d)(?:{_BETWEEN_RTS})+(?! ?tahun)"
)
_SEVERAL_RTS = expression(
    rf"(?:rt )?\d{{1,3}}(?!\d)(?:{_BETWEEN_RTS}| \d{{1,3}}(?!\d))+\W*(?:campur|campuran|semua)?\W*$"
)
_PHONE = expression(r"(?<![\d])(?:\+? ?62|0)[ .-]?8[\d .-]{6,18}\d(?!\d)")
_UNFINISHED_PHONE = expression(r"(?<![\w./:+-])(?<!jam )(?<!pukul )(?:\+?62|0)8\d{2,16}(?![\w/:])")
_LABELLED_PHONE = expression(r"\bhp(?: ?[:=])? ?(\+?\d[\d .-]{2,20}\d)(?! ?(?:tahun|rt)\b)")
_VALID_PHONE = expression(r"628[1-9]\d{6,10}")
_FEMALE = expression(
    r"\b(?:perempuan|istri|janda|ibu rumah tangga|bu rumah tangga|irt|female)\b"
    r"|\bdaftarkan (?:bu|mbak|budhe|bulik) saya\b"
)
_MALE = expression(r"\b(?:laki-laki|suami|duda|male)\b|\bdaftarkan (?:pak|kang|pakdhe) saya\b")
_COLUMN = expression(r"(?:^|[\s,;|/(:=\t-])([LPlp])(?=$|[\s,;|).\t-])")
_LETTERS = {"l": "male", "p": "female"}
_LABELLED_JOB = expression(
    r"\b(?:pekerjaan|kerja|sehari-hari|profesi)(?: (?:sebagai|jadi|adalah|saya|dia))?(?: ?[:=])? ?(?=\w)(?P<at>di )?"
)
_LONGEST_JOB = 4


def find_rt(text: str | Said) -> str | None:
    """The RT number without leading zeros, or None."""
    match = _RT.search(read(text).plain)
    return match[1] if match else None


def several_rts(text: str | Said, asked: bool = False) -> bool:
    """Whether more than one RT is named: "rt 2, 3 karo 4"; without the word RT where it was `asked` for."""
    plain = read(text).plain
    chain = _SEVERAL_RTS.match(plain) if asked else None
    chain = chain or _RT_CHAIN.search(plain)
    return chain is not None and len(set(re.findall(r"\d+", chain[0]))) > 1


def find_phone(text: str | Said) -> str | None:
    """A mobile telephone as +628...; what is said to be one and cannot be, as it was typed; None if there is none."""
    said = read(text)
    for match in _PHONE.finditer(said.text):
        if phone := canonical_phone(match[0]):
            return phone
    labelled = _LABELLED_PHONE.search(said.plain)
    if labelled:
        return said.typed(labelled.start(1), labelled.end(1))
    unfinished = _UNFINISHED_PHONE.search(said.text)
    return unfinished[0] if unfinished else None


def canonical_phone(written: str) -> str | None:
    """A mobile number in its one form (+628...), or None."""
    digits = "".join(sign for sign in written if sign.isdecimal())
    digits = "62" + digits[1:] if digits.startswith("0") else digits
    return f"+{digits}" if _VALID_PHONE.fullmatch(digits) else None


def without_phones(said: Said) -> Said:
    """The text without its telephone numbers, whose figures are no ages."""
    if labelled := _LABELLED_PHONE.search(said.plain):
        said = said.without(labelled.start(1), labelled.end(1), instead=" ")
    rest = _UNFINISHED_PHONE.sub(" ", _PHONE.sub(" ", said.text))
    return said if rest == said.text else read(rest)


def find_gender(text: str | Said) -> str | None:
    """ "female" or "male" if a word or an L/P column says it, else None."""
    said = read(text)
    if re.search(r"\bl ?/ ?p\b", said.plain):
        said = read(re.sub(r"[Ll] ?/ ?[Pp]", " ", said.text))
    female, male = _FEMALE.search(said.plain), _MALE.search(said.plain)
    if female or male:
        return None if female and male else ("female" if female else "male")
    letters = {_LETTERS[letter.lower()] for letter in _COLUMN.findall(said.text)}
    return letters.pop() if len(letters) == 1 else None


def find_occupation(text: str | Said) -> str | None:
    """What somebody does for a living, as typed: after "pekerjaan", or beginning with a word for an occupation."""
    said = read(text)
    if label := _LABELLED_JOB.search(said.plain):
        return _job_at(said, label)
    for at, token in enumerate(said.tokens):
        if token.raw.lower() in {"ibu", "bu"} and [t.word for t in said.tokens[at + 1 : at + 3]] == ["rumah", "tangga"]:
            return said.text[token.start : said.tokens[at + 2].end]
        previous = said.tokens[at - 1].word if at else ""
        if (is_of("occupations", token.raw.lower()) or is_of("occupations", token.word)) and not is_honorific(previous):
            return _job_from(said, at, most=_LONGEST_JOB)
    return None


def _job_at(said: Said, label: re.Match[str]) -> str | None:
    """What stands behind the word for an occupation, with the "di" before a place of work."""
    job = _job_from(said, said.token_at(label.end()), most=_LONGEST_JOB + 1)
    return f"{said.typed(*label.span('at'))} {job}" if job and label["at"] else job


def _job_from(said: Said, first: int, most: int) -> str | None:
    last = first - 1
    for at in range(first, min(first + most, len(said.tokens))):
        token = said.tokens[at]
        gap = said.text[said.tokens[at - 1].end : token.start] if at > first else " "
        ends = token.word.isdigit() or is_of("occupation_ends", token.word) or is_honorific(token.word)
        if gap.strip(" ") or "\n" in gap or ends:
            break
        last = at
    return said.text[said.tokens[first].start : said.tokens[last].end] if last >= first else None
