"""CON003 and CON004: the rules of engagement are whole, and where partners can read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeGuard

from partnerbook.checks.check import Check, Look, missing
from partnerbook.checks.conflict.registration import is_on
from partnerbook.checks.finding import Finding
from partnerbook.checks.reading import clipped
from partnerbook.checks.shares import rounded_down
from partnerbook.economics.window import days_needed
from partnerbook.program.address import join
from partnerbook.program.edit import Set
from partnerbook.program.fields import WITHHELD, known

_ACCOUNTS: Final = "conflict.accounts"
_URL: Final = "conflict.published.url"
_VERSION: Final = "conflict.published.version"
_PROGRAM_VERSION: Final = "program.version"

_PARTS: Final = {
    "conflict.registration.protection_days": (
        "how long a registered deal is protected",
        "name the days",
    ),
    "conflict.registration.scope": (
        "what a registration protects",
        "opportunity or account passes",
    ),
    "conflict.registration.approval_hours": (
        "how soon a registration is answered",
        "name the hours; 48 are usual",
    ),
    "conflict.registration.tie_break": (
        "who wins when two register one deal",
        "say so, for example first-approved",
    ),
    "conflict.registration.extension_days": (
        "by how many days a registration can be extended",
        "name the days; 0 means that there is no extension",
    ),
    "conflict.resolution.escalation_hours": (
        "how soon a conflict is decided",
        "name the hours; 72 pass",
    ),
    "conflict.registration.rejection_grounds": (
        "for what reasons a registration can be rejected",
        "list them, so that no other reason counts",
    ),
}
"""What a process has to say, and how to mend it where it does not."""


class IncompleteProcess(Check[str]):
    """Subjects: the addresses of the parts of the process."""

    code = "CON003"
    name = "incomplete-process"
    severity = "error"
    essential = True
    family = "conflict"
    claim = (
        "Rules for registration say who owns which accounts, for how long and what a deal is protected, how soon "
        "it is answered, who wins a tie, whether it can be extended, how soon a conflict is decided, and for what "
        "reasons a registration can be rejected."
    )
    source = "card"
    why = "Whatever the rules leave open is decided in the middle of a deal, by whoever is stronger."
    remedy = "write it down before the first deal"

    def subjects(self, look: Look) -> Iterable[str]:
        return (_ACCOUNTS, *_PARTS)

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        if not is_on(look):
            return
        if subject == _ACCOUNTS:
            yield from self._accounts(look)
            return
        value = _value(look, subject)
        if value == WITHHELD or _is_missing(subject, value):
            what, fix = _PARTS[subject]
            if subject.endswith("protection_days"):
                fix = _window(look) or fix
            yield self.absent(look, subject, f"nothing says {what}", value=value, fix=fix)

    def _accounts(self, look: Look) -> Iterator[Finding]:
        rules = look.program.conflict.accounts
        if not rules:
            look.listed("accounts", _ACCOUNTS)
            message = "no account rule says who sells to which accounts"
            fix = "add account rules: which accounts are ours, which are for partners, which are shared"
            yield self.absent(look, _ACCOUNTS, message, value=(), fix=fix)
        for key, rule in rules.items():
            for name, what in _RULE_PARTS.items():
                value = getattr(rule, name)
                if missing(value) or value == WITHHELD:
                    at = join("conflict", "accounts", key, name)
                    yield self.absent(look, at, f"this account rule does not say {what}", value=value)


_RULE_PARTS: Final = {"owner": "who leads there", "applies_to": "for which accounts it holds"}


def _value(look: Look, at: str) -> Any:
    conflict = look.program.conflict
    table = conflict.resolution if at.startswith("conflict.resolution") else conflict.registration
    return getattr(table, at.rsplit(".", 1)[1])


def _is_missing(at: str, value: object) -> bool:
    if at.endswith("extension_days"):
        return value is None  # "none" says that there is no extension
    return missing(value)


def _window(look: Look) -> str:
    """How long a protection would do, where that is known."""
    mean, variation = look.program.company.sales_cycle_mean_days, look.program.company.sales_cycle_variation
    wanted = look.assumed("window_cover_percent") / 100
    if not known(mean) or not known(variation) or not 0 < wanted < 1:
        return ""
    days = days_needed(wanted, mean, variation)
    return "" if days is None else f"{days:,} days cover {rounded_down(wanted)} of sales cycles"


class NotPublished(Check[str]):
    code = "CON004"
    name = "not-published"
    severity = "error"
    essential = True
    family = "conflict"
    claim = "The rules of engagement can be read at an address, in the version of the program."
    source = "card"
    why = (
        "Rules that a partner cannot read, or reads in an old version, are no rules when it comes to a deal."
    )
    remedy = "publish the rules, and write down where and in which version"

    def subjects(self, look: Look) -> Iterable[str]:
        return ("url", "version")

    def judge(self, look: Look, subject: str) -> Iterator[Finding]:
        return self._url(look) if subject == "url" else self._version(look)

    def _url(self, look: Look) -> Iterator[Finding]:
        url = look.program.conflict.published.url
        if missing(url) or url == WITHHELD:
            message = "nothing says where partners can read the rules of engagement"
            yield self.absent(look, _URL, message, value=url, fix="publish them, and name the address")

    def _version(self, look: Look) -> Iterator[Finding]:
        published, current = look.program.conflict.published.version, look.program.program.version
        if not _written(published):
            message = "nothing says which version of the rules is published"
            edits = (Set(_VERSION, current),) if _written(current) else ()
            fix = f"publish {clipped(current)}" if _written(current) else ""
            yield self.absent(look, _VERSION, message, value=published, fix=fix, edits=edits)
        elif not _written(current):
            message = "the program has no version that the published one could be compared with"
            yield self.absent(
                look, _PROGRAM_VERSION, message, value=current, fix=f"{clipped(published)} passes"
            )
        elif published.strip() != current.strip():
            yield self.finding(
                _VERSION,
                f"version {clipped(published)} is published, and the program is at {clipped(current)}",
                severity="todo" if look.is_draft else "error",
                found=clipped(published),
                limit=clipped(current),
                passes=current,
                because="the version of the program",
            )


def _written(text: str | None) -> TypeGuard[str]:
    return not missing(text) and text != WITHHELD
