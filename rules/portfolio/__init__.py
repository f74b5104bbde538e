"""
Judge the records of a portfolio: a fund's investments, partners and exits as they stand in a spreadsheet.

Titles are mapped to columns (columns.yaml), cells to values, rows to frames; what is wrong with the data (quality.yaml)
is told apart from what a rule finds in it. Pure: no clock, database, settings or network.
"""
