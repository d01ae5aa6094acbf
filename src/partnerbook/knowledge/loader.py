"""The front door of this room: everything it knows, loaded when it is first asked for."""

from __future__ import annotations

from partnerbook.knowledge.assumptions import Assumption, assumptions
from partnerbook.knowledge.benchmarks import Benchmark, Range, benchmarks, ranges
from partnerbook.knowledge.guidance import (
    AntiPattern,
    Branch,
    Claim,
    Comparison,
    ContextFigure,
    Misconception,
    Question,
    anti_patterns,
    claims,
    comparison,
    context_figures,
    misconceptions,
    pillars,
    question,
    tree,
)

__all__ = [
    "AntiPattern",
    "Assumption",
    "Benchmark",
    "Branch",
    "Claim",
    "Comparison",
    "ContextFigure",
    "Misconception",
    "Question",
    "Range",
    "anti_patterns",
    "assumptions",
    "benchmarks",
    "claims",
    "comparison",
    "context_figures",
    "misconceptions",
    "pillars",
    "question",
    "ranges",
    "tree",
]
