"""``python -m partnerbook`` is the same as ``partnerbook``."""

from partnerbook.cli.main import entry

if __name__ == "__main__":
    raise SystemExit(entry())
