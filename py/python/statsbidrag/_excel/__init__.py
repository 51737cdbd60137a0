"""Workbooks for Excel: templates to fill in, and results to look at."""
