"""The whole of a workbook: one immutable `Program`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from partnerbook.program.agreed import Assumption, Waiver
from partnerbook.program.company import Company, ProgramFacts, TeamMember
from partnerbook.program.conflict import Conflict
from partnerbook.program.enablement import Enablement
from partnerbook.program.recruiting import Partner, Recruiting
from partnerbook.program.table import Table, tables
from partnerbook.program.tiers import Benefit, Metric, Tier
from partnerbook.program.value import Competitor, ExtraPay, Integration, Track

FORMAT: Final = 1
"""The version of the workbook format that this release reads and writes."""


class Program(Table):
    """A partner program as one workbook holds it. The order of fields is the format's order of tables."""

    program: ProgramFacts = ProgramFacts()
    company: Company = Company()
    team: Mapping[str, TeamMember] = tables(TeamMember)
    tracks: Mapping[str, Track] = tables(Track)
    extra_pay: Mapping[str, ExtraPay] = tables(ExtraPay)
    integrations: Mapping[str, Integration] = tables(Integration)
    competitors: Mapping[str, Competitor] = tables(Competitor)
    metrics: Mapping[str, Metric] = tables(Metric)
    benefits: Mapping[str, Benefit] = tables(Benefit)
    tiers: Mapping[str, Tier] = tables(Tier)
    enablement: Enablement = Enablement()
    recruiting: Recruiting = Recruiting()
    partners: Mapping[str, Partner] = tables(Partner)
    conflict: Conflict = Conflict()
    waivers: Mapping[str, Waiver] = tables(Waiver)
    assumptions: Mapping[str, Assumption] = tables(Assumption)
