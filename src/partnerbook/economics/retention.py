"""Retention gates: with few clients, chance decides who keeps a tier."""

from __future__ import annotations

from decimal import ROUND_CEILING

from partnerbook.economics.binomial import chance_at_least
from partnerbook.economics.exact import exact, fraction


def clients_to_keep(clients: int, gate_percent: float) -> int:
    """How many of `clients` must stay for the gate: the next whole one."""
    return int((exact(clients) * fraction(gate_percent)).to_integral_value(ROUND_CEILING))


def chance_to_pass(clients: int, retention_percent: float, gate_percent: float) -> float:
    """The chance that a partner whose clients stay with `retention_percent` passes the gate in a year.

    5 clients that stay with 90 % pass a gate of 90 % in 59 % of years; 10 clients one of 95 % in 35 %.
    """
    return chance_at_least(
        clients_to_keep(clients, gate_percent), clients, float(fraction(retention_percent))
    )


def chance_to_miss(clients: int, retention_percent: float, gate_percent: float) -> float:
    """The chance that the same partner misses the gate, by chance alone."""
    return 1.0 - chance_to_pass(clients, retention_percent, gate_percent)


def highest_gate_percent(clients: int, retention_percent: float, most_missed: float) -> int | None:
    """The highest whole percentage that is missed in at most `most_missed` of years; ``None``: none is."""
    low, high = 0, 100
    while low < high:
        gate = (low + high + 1) // 2
        if chance_to_miss(clients, retention_percent, gate) <= most_missed:
            low = gate
        else:
            high = gate - 1
    return low or None
