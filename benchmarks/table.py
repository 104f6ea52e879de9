"""The table for the README: what was measured, against what, the ratio and the goal."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Line = tuple[str, str, str, str, str]
HEAD: Line = ("Measured", "Carik", "Against", "Ratio", "Goal")


def table(results: Mapping[str, Any]) -> str:
    """All figures as Markdown."""
    lines = [HEAD, *_turns(results["turns"]), *_fan_out(results["fan_out"]), _tick(results["tick"])]
    lines.append(_readiness(results["readiness"]))
    lines += [*_beginning(results["beginning"]), _understanding(results["understanding"]), *_papers(results["papers"])]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    rule = "|".join("-" * (width + 2) for width in widths)
    head, *rest = (_row(line, widths) for line in lines)
    return "\n".join((head, f"|{rule}|", *rest))


def _row(line: Line, widths: Sequence[int]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"


def _turns(rows: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """All that Carik answers; the first rows are the echo bot's, one for each load."""
    echo = {row["load"]: row["updates_per_second"] for row in reversed(rows) if row["bot"] == rows[0]["bot"]}
    for row in rows:
        if row["bot"] == rows[-1]["bot"]:
            low, _median, high = statistics.quantiles(row["ratios"], n=4)
            yield (
                f"Turns a second: {row['a person']}, {row['load']}",
                f"{row['updates_per_second']:.0f}",
                f"{echo[row['load']]:.0f} (bare echo bot)",
                f"{row['ratio']:.2f} (half: {low:.2f} to {high:.2f})",
                "1.0, at least 0.6",
            )


def _fan_out(found: Mapping[str, Any]) -> Iterator[Line]:
    yield (
        f"{found['reminders']:,} reminders, {found['answers']:,} answers meanwhile",
        f"{found['virtual_seconds']:.0f} virtual s",
        f"{found['ideal_seconds']:.0f} s (the limits)",
        f"{found['ratio']:.2f}",
        "at most 1.1",
    )
    held = ("most_in_a_second", "most_in_a_second_to_a_chat", "most_in_a_minute_to_a_group")
    yield (
        "Most sent in any second; to a chat; to a group in a minute",
        "; ".join(str(found[name]) for name in held),
        "30; 1; 20 (the limits)",
        "",
        "none broken",
    )
    yield ("Longest wait of an answer meanwhile", f"{found['answer_waits_at_most']:.2f} s", "", "", "at most 1 s")


def _tick(found: Mapping[str, Any]) -> Line:
    many, few = found["milliseconds_with_1000000"], found["milliseconds_with_1000"]
    return (
        "A tick with 1,000,000 rows scheduled",
        f"{many:.1f} ms",
        f"{few:.1f} ms (1,000 rows)",
        f"{found['ratio']:.2f}",
        "at most 1.5",
    )


def _readiness(found: Mapping[str, Any]) -> Line:
    few, many = found["rows"]
    return (
        f"A group assessed with {many:,} entries of attendance ({found['per_second']} in a second)",
        f"{found['milliseconds_with_many']:.1f} ms",
        f"{found['milliseconds_with_few']:.1f} ms ({few:,} entries)",
        f"{found['ratio']:.2f}",
        "at most 1.5",
    )


def _beginning(found: Mapping[str, Any]) -> Iterator[Line]:
    ours, theirs = f"{found['carik_seconds']:.2f} s", f"{found['echo_seconds']:.2f} s (bare echo bot)"
    yield ("Start to first answer", ours, theirs, f"{found['start_ratio']:.2f}", "at most 2")
    ours, theirs = f"{found['carik_mebibytes']:.0f} MiB", f"{found['echo_mebibytes']:.0f} MiB (bare echo bot)"
    yield ("Most memory of the process", ours, theirs, f"{found['memory_ratio']:.2f}", "at most 2")


def _understanding(found: Mapping[str, Any]) -> Line:
    share = found["share_of_a_turn"]
    return (
        "Messages understood in a second",
        f"{found['messages_per_second']:,}",
        "a whole turn",
        f"{share:.2f}" if share else "",
        "",
    )


def _papers(found: Mapping[str, Any]) -> Iterator[Line]:
    each = found["milliseconds_of_a_pack"]
    yield (
        f"A founding pack of {found['members']} members as PDF ({found['packs_a_second']} in a second)",
        f"{each['pdf']:.0f} ms",
        f"{found['milliseconds_of_a_page']:.0f} ms (one page)",
        f"{found['ratio']:.1f}",
        "",
    )
    yield (
        "A turn while documents are made",
        f"{found['turn_milliseconds_meanwhile']:.1f} ms",
        f"{found['turn_milliseconds']:.1f} ms (idle)",
        f"{found['delay']:.2f}",
        "at most 1.2",
    )
