"""
Turn a Document into findings: `check` runs a catalog of rules over it and answers for each rule.

Pure: no clock, database, settings or network. Storage and people are left to `compliance`.
"""

from rules.engine import check, check_deal

__all__ = ["check", "check_deal"]
