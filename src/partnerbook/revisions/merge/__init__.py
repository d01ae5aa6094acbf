"""Three-way merge of workbooks: values by address, tables by key, lists of words as sets, comments kept."""

from __future__ import annotations

from partnerbook.revisions.merge.merging import Merged, brought, merge
from partnerbook.revisions.merge.sides import Unmergeable

__all__ = ["Merged", "Unmergeable", "brought", "merge"]
