"""Capital: what each founder pays first, and what all have paid in together. Of nobody is it known what they paid."""

from __future__ import annotations

from datetime import date

from lean import dataclass

HIGHEST = 100_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital:
    """What was told until a day, in rupiah: `share` is the first share of each founder (simpanan pokok), `paid` what is
    paid in by all together; None: not told."""

    share: int | None = None
    paid: int | None = None
    day: date

    @property
    def shares(self) -> int | None:
        """For how many founders it is enough; None where that cannot be said."""
        return None if self.share is None or self.paid is None else self.paid // self.share
