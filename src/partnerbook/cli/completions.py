"""``partnerbook completions``: completion for the shell, made from what each command says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import argparse

_WHERE: Final = {
    "bash": "bash: partnerbook completions bash > ~/.local/share/bash-completion/completions/partnerbook",
    "zsh": "zsh:  partnerbook completions zsh > ~/.zfunc/_partnerbook, with ~/.zfunc in fpath before compinit",
    "fish": "fish: partnerbook completions fish > ~/.config/fish/completions/partnerbook.fish",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = (
        "Print a script that completes commands, options, codes of checks and files in a shell."
    )
    parser.epilog = "to install:\n" + "\n".join(f"  {line}" for line in _WHERE.values())
    parser.add_argument("shell", choices=tuple(_WHERE), help="the shell")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    from importlib import import_module

    from partnerbook.cli.output import say

    script: str = import_module(f"partnerbook.cli.shells.{options.shell}").script()
    say(script.removesuffix("\n"))
    return 0
