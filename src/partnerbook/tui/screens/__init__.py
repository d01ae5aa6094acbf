"""The pages of the workbook, one file a step."""
