"""What a partner program is worth to both sides: pure functions, one file a family of formulas.

Shares and chances are fractions from 0 to 1; every name that ends in ``_percent`` is written as 25, not as
0.25. Money is in the program's currency. Where a comparison decides, the numbers are exact decimals.
"""
