"""The workbook file: read with every problem named, edited as text, written so that nothing is lost."""
