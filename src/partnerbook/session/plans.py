"""From the plan of the decision tree to tracks in the workbook."""

from __future__ import annotations

from typing import Any, Final

from partnerbook.economics.plan import Plan, PlannedTrack
from partnerbook.program.address import join
from partnerbook.program.edit import Add, Change, Edit, Set
from partnerbook.program.program import Program
from partnerbook.session.changes import free_key

NAMES: Final = {
    "referral": "Referral partners",
    "isv": "App makers",
    "var": "Solution partners",
    "si": "Implementation partners",
}
MONTHS_TO_PIPELINE: Final = {"referral": 2, "isv": 9, "var": 9}
"""The middle of what is usual (card, src2)."""


def using_plan(program: Program, plan: Plan) -> Change | None:
    """The tracks that the plan has and the program lacks, as one change; ``None`` when there are none."""
    present = {track.type for track in program.tracks.values()}
    edits: list[Edit] = []
    for planned in plan.tracks:
        if planned.type not in present:
            edits.append(Add(join("tracks", free_key(program.tracks, planned.type)), _track(planned, plan)))
    if plan.partners and program.recruiting.target_active is None:
        edits.append(Set("recruiting.target_active", plan.partners[1]))
    if not any(isinstance(edit, Add) for edit in edits):
        return None
    return Change("plan used", tuple(edits))


def _track(planned: PlannedTrack, plan: Plan) -> dict[str, Any]:
    table: dict[str, Any] = {"type": planned.type, "name": NAMES[planned.type], "starts": planned.starts}
    if planned.type in MONTHS_TO_PIPELINE:
        table["months_to_first_pipeline"] = MONTHS_TO_PIPELINE[planned.type]
    if planned.resells:
        table |= {"may_resell": True, "pay": {"kind": "margin", "percent": 25, "base": "list-price"}}
    elif planned.type == "referral":
        percent = plan.pilot.commission_percent if plan.pilot else 15
        table["pay"] = {"kind": "commission", "percent": percent, "base": "subscription", "months": 12}
    return table
