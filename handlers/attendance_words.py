"""Words by which attendance is asked for, and month by month."""

from __future__ import annotations

from bot.understanding.expressions import expression

CAME = expression(r"\b(?:hadir|kehadiran|kehadirane|absen|absensi|datang|rawuh|attendance)\w{0,3}\b")
BY_MONTH = expression(
    r"\b(?:(?:per|tiap|setiap|saban|tiap-tiap|antar|by|per-) ?(?:bulan|month)\w{0,3}"
    r"|bulan ke bulan|bulanan|(?:beberapa|\d+|tiga|empat|lima|enam) bulan(?: terakhir| ini| belakangan)?)\b"
)
