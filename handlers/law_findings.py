"""How a group stands by each rule of the law, in words; and what the law says that no record shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.texts import PlainDate, Text, _, sentence
from bot.understanding.money import rupiah
from handlers.own_findings import Facts, Said, unsure_of
from jamaah.readiness import State
from jamaah.rulebook import Rule, load


def _founders(state: State, facts: Facts) -> Text:
    if facts["adult_age"] is None:
        members = _("{total} members in the book; {target} founders must be at the founding meeting.")(**facts)
        return sentence(members, _("From which age on they count is not recorded for that day."))
    said = _("{adults} adults in the book could be founders; {target} with a KTP must be at the founding meeting.")(
        **facts
    )
    unsure = _("Of {age_unknown} it is not certain that they are of age.") if facts["age_unknown"] else None
    young = _("{under_age} are not of age yet, unless married.") if facts["under_age"] else None
    cards = _("Of {ktp} a KTP is known.")
    barred = _("{barred} have no KTP yet or are no Indonesians.") if facts["barred"] else None
    both = _("{elsewhere} are in another group too: please ask the notary.") if facts["elsewhere"] else None
    return sentence(said, *(text(**facts) for text in (unsure, young, both, cards, barred) if text is not None))


def _founders_brief(state: State, facts: Facts) -> Text:
    if state is not State.NOT_KNOWN or facts["ktp"] >= facts["target"]:
        return _("{adults} adults could be founders, {target} are needed")(**facts)
    return _("{adults} adults could be founders, of {ktp} a KTP is known, {target} are needed")(**facts)


def _officers(state: State, facts: Facts) -> Text:
    if state is State.NOT_KNOWN:
        return _("Officers: none recorded yet.")
    said = _("{figure} officers; the ministry's model has at least {target}, an odd number.")(**facts)
    return sentence(said, _("Supervisors: {supervisor}.")(**facts))


def _officers_brief(state: State, facts: Facts) -> Text:
    return _("officers") if state is State.NOT_KNOWN else _("{figure} of {target} officers")(**facts)


def _term(state: State, facts: Facts) -> Text:
    if state is State.NOT_KNOWN:
        return _("Since when the officers serve is not recorded of all yet.")
    return _("The officers are in year {figure} of their term; at most {target} years.")(**facts)


def _term_brief(state: State, facts: Facts) -> Text:
    return _("the officers' term")


def _name(state: State, facts: Facts) -> Text:
    if state is State.NOT_KNOWN:
        return _("The cooperative's name is not chosen yet; at least {target} words.")(**facts)
    return _('The name has {words} words after "Koperasi" and its kind; at least {target} are needed.')(**facts)


def _name_brief(state: State, facts: Facts) -> Text:
    return _("the cooperative's name")


def _documents(state: State, facts: Facts) -> Text:
    if facts["figure"] is None:
        return _("Of {target} documents nothing is recorded yet.")(**facts)
    return sentence(_("{figure} of {target} documents are settled.")(**facts), unsure_of(facts))


def _asked_locally(state: State, facts: Facts) -> Text:
    return _("Of {target} more that the office may ask for, {settled} are settled.")(
        settled=facts["figure"] or 0, target=facts["target"]
    )


def _documents_brief(state: State, facts: Facts) -> Text:
    return _("{settled} of {target} documents")(settled=facts["figure"] or 0, target=facts["target"])


def _capital(state: State, facts: Facts) -> Text:
    share, paid = (rupiah(facts[name]) if facts[name] else None for name in ("share", "paid"))
    if share is None and paid is None:
        return _("Neither the first share nor what is paid in is written down yet.")
    if paid is None:
        return _("First share {share} for each founder; what is paid in is not written down yet.")(share=share)
    if share is None:
        return _("Paid in are {paid}; the first share is not written down yet.")(paid=paid)
    said = _("First share {share}; paid in are {paid} ({day}), enough for {figure} founders.")
    needed = _("At least {founders} are needed.")(**facts) if facts["founders"] else None
    return sentence(said(share=share, paid=paid, figure=facts["figure"], day=PlainDate(facts["told"])), needed)


def _capital_brief(state: State, facts: Facts) -> Text:
    return _("the capital")


OF_LAW: Mapping[str, Said] = {
    "founders": Said(_founders, _founders_brief),
    "officers": Said(_officers, _officers_brief),
    "officers_term": Said(_term, _term_brief),
    "name": Said(_name, _name_brief),
    "documents": Said(_documents, _documents_brief),
    "capital": Said(_capital, _capital_brief),
    "documents_local": Said(_asked_locally, _documents_brief),
}


def version(rule: Rule, day: date) -> Text:
    """By which law of a day something is measured, since when, and in whose place."""
    found = load().version(rule.id, day)
    if found is None or found.since is None:
        return _("{source}.")(source=rule.source)
    facts = {"source": rule.source, "since": PlainDate(found.since)}
    before = load().replaced(found)
    if before is None:
        return _("{source}, in force since {since}.")(**facts)
    return _("{source}, in force since {since}; before it {replaced}.")(**facts, replaced=before.rule.source)
