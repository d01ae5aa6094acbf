"""Who gets to which tier of a track in a steady year."""

from __future__ import annotations

from partnerbook.economics import retention
from partnerbook.economics.concentration import sigma_of_share
from partnerbook.economics.of_program.pay import DEAL_SIZE, RETENTION, YEAR
from partnerbook.economics.of_program.values import Gather, Missing, assumed_share
from partnerbook.economics.reach import highest_threshold, share_reaching
from partnerbook.program.address import Address, join
from partnerbook.program.fields import known
from partnerbook.program.ladder import tiers_of, words
from partnerbook.program.program import Program
from partnerbook.program.tiers import Tier
from partnerbook.record import record

ALWAYS_MET = ("people", "condition")
"""What a partner that wants the tier can simply do."""


@record
class TierReach:
    """How many partners get to one tier."""

    tier: str
    share: float | None
    """Of the track's partners that reach this tier or could go beyond it."""
    partners: float | None
    """Expected to stand at this tier, and not at a higher one."""
    missing: Missing | None
    """What the share waits for."""


def spread(program: Program) -> float:
    """The log-normal spread of what partners bring."""
    return sigma_of_share(assumed_share(program, "revenue_top_fifth_percent"))


def typical_revenue(program: Program, track: str, gather: Gather) -> float:
    """What the average partner of a track brings in a year."""
    deals = program.tracks[track].partner_year.deals
    return gather.needed(deals, join("tracks", track, "partner_year", "deals")) * gather.needed(
        program.company.average_contract_value, DEAL_SIZE
    )


def revenue_threshold(program: Program, tier: str, gather: Gather) -> float:
    """The yearly revenue that meets all of a tier's revenue, customer and activity requirements.

    A count is multiplied by what one is worth; of an alternatives group the easiest requirement counts.
    """
    held = program.tiers[tier]
    grouped = {key: words(members) for key, members in held.alternatives.items()}
    in_groups = {metric for members in grouped.values() for metric in members}
    single = [
        yearly_revenue(program, tier, metric, gather) for metric in held.requires if metric not in in_groups
    ]
    groups = [
        min(yearly_revenue(program, tier, metric, gather) for metric in members)
        for members in (tuple(m for m in group if m in held.requires) for group in grouped.values())
        if members
    ]
    return max([*single, *groups], default=0)


def yearly_revenue(program: Program, tier: str, metric: str, gather: Gather) -> float:
    """The revenue of a year that meets one requirement; 0 where it takes none."""
    at = join("tiers", tier, "requires", metric)
    wanted = program.tiers[tier].requires[metric]
    if metric not in program.metrics:
        gather.miss(at)
        return 0
    measure = program.metrics[metric]
    if wanted == "none" or isinstance(wanted, bool) or measure.unit == "yes-no":
        return 0
    if measure.measures in (*ALWAYS_MET, "retention"):
        return 0
    if measure.better == "lower":
        gather.miss(at)
        return 0
    yearly = gather.needed(wanted, at) * YEAR / _window(measure.window_months)
    if measure.measures == "revenue":
        return yearly
    return yearly * _worth_of_one(program, metric, gather)


def _worth_of_one(program: Program, metric: str, gather: Gather) -> float:
    measure = program.metrics[metric]
    if measure.measures is None:
        return gather.needed(None, join("metrics", metric, "measures"))
    if not measure.weights:
        return gather.needed(measure.value_each, join("metrics", metric, "value_each"))
    return _revenue_of_a_point(program, metric, gather)


def _revenue_of_a_point(program: Program, metric: str, gather: Gather) -> float:
    """For a points program: what must be sold for one point, all that is sold counting as it is weighted."""
    points = 0.0
    for counted, weight in program.metrics[metric].weights.items():
        worth = _sold(program, counted)
        if worth and known(weight):
            points += weight / worth
    if points <= 0:
        gather.miss(join("metrics", metric, "value_each"))
        return 0
    return 1 / points


def _sold(program: Program, metric: str) -> float | None:
    if metric not in program.metrics:
        return None
    measure = program.metrics[metric]
    if measure.measures == "revenue":
        return 1
    return measure.value_each if known(measure.value_each) else None


def _window(months: int | str | None) -> int:
    return months if isinstance(months, int) and months > 0 else YEAR


def gates_of(program: Program, tier: str) -> tuple[str, ...]:
    """The retention requirements of a tier, each one missed by chance now and then; alternatives left out."""
    held = program.tiers[tier]
    optional = {metric for members in held.alternatives.values() for metric in words(members)}
    return tuple(
        metric
        for metric in held.requires
        if metric in program.metrics
        and program.metrics[metric].measures == "retention"
        and metric not in optional
    )


def gate_chance(program: Program, track: str, tier: str, metric: str) -> float | Missing:
    """The chance that a partner with our own retention passes a retention requirement in a year."""
    gather = Gather(program)
    chance = _gate_chance(program, track, tier, metric, gather)
    return gather.missing or chance


def _gate_chance(program: Program, track: str, tier: str, metric: str, gather: Gather) -> float:
    wanted = program.tiers[tier].requires[metric]
    if wanted == "none" or isinstance(wanted, bool):
        return 1.0
    gate = gather.needed(wanted, join("tiers", tier, "requires", metric))
    clients = _clients(program, track, gather)
    stays = gather.needed(program.company.annual_retention_percent, RETENTION)
    return retention.chance_to_pass(clients, stays, gate)


def fair_gate_percent(program: Program, track: str) -> int | Missing | None:
    """The highest whole retention requirement that chance misses seldom enough; ``None`` where none is."""
    gather = Gather(program)
    clients = _clients(program, track, gather)
    stays = gather.needed(program.company.annual_retention_percent, RETENTION)
    most = assumed_share(program, "gate_missed_percent")
    return gather.missing or retention.highest_gate_percent(clients, stays, most)


def _clients(program: Program, track: str, gather: Gather) -> int:
    at = join("tracks", track, "partner_year", "clients")
    return int(gather.needed(program.tracks[track].partner_year.clients, at))


def tier_share(program: Program, track: str, tier: str) -> float | Missing:
    """The share of a track's partners that reach a tier: the revenue spread, times the retention gates."""
    gather = Gather(program)
    threshold = revenue_threshold(program, tier, gather)
    share = 1.0
    if threshold > 0:
        share = share_reaching(threshold, typical_revenue(program, track, gather), spread(program))
    for metric in gates_of(program, tier):
        share *= _gate_chance(program, track, tier, metric, gather)
    return gather.missing or share


def reachable_threshold(program: Program, track: str, share: float) -> float | Missing:
    """The highest yearly revenue that at least `share` (a fraction) of a track's partners reach."""
    gather = Gather(program)
    mean = typical_revenue(program, track, gather)
    return gather.missing or highest_threshold(share, mean, spread(program))


def tier_reach(program: Program, track: str) -> tuple[TierReach, ...]:
    """The tiers of a track from the lowest rank up, unranked ways in included."""
    expected = program.tracks[track].expected_partners
    order = sorted(tiers_of(program, track), key=_rank)
    found: list[TierReach] = []
    above: float | None = 0.0
    for key, _ in reversed(order):
        share = tier_share(program, track, key)
        if isinstance(share, Missing):
            found.append(TierReach(key, None, None, share))
            above = None
            continue
        stays = max(0.0, share - above) if above is not None else None
        partners = stays * expected if stays is not None and known(expected) else None
        found.append(TierReach(key, share, partners, _unexpected(program, track)))
        above = max(share, above) if above is not None else None
    return tuple(reversed(found))


def _rank(pair: tuple[str, Tier]) -> int:
    return pair[1].rank if known(pair[1].rank) else 0


def _unexpected(program: Program, track: str) -> Missing | None:
    gather = Gather(program)
    at: Address = join("tracks", track, "expected_partners")
    gather.needed(program.tracks[track].expected_partners, at)
    return gather.missing
