"""How the name of a cooperative stands by the rule of the law for names, in words."""

from __future__ import annotations

from datetime import date

from bot.texts import Text, _
from jamaah.cooperatives import own_words
from jamaah.rulebook import Measure, load


def measured(name: str, on: date) -> Text | None:
    """How a name stands by the rule of a day; None where the rulebook knows none."""
    rules, words = load().in_force(on).values(), len(own_words(name))
    rule = next((rule for rule in rules if rule.measure is Measure.NAME_WORDS), None)
    if rule is None:
        return None
    facts = {"words": words, "least": rule.threshold, "source": rule.source}
    if words >= rule.threshold:
        return _('{words} words after "Koperasi" and its kind; at least {least} are needed ({source}).')(**facts)
    return _('Only {words} words after "Koperasi" and its kind; at least {least} are needed ({source}).')(**facts)
