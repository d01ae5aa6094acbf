"""A terminal workbook to design, check and revise a B2B technology partner program."""

__version__ = "0.1.0"
"""The release; the same as in pyproject.toml. A constant, because asking the installation takes 30 ms."""
