"""
Name what can be wrong with the rule book itself; a document is never the cause.
"""

from __future__ import annotations


class RuleError(Exception):
    """
    Report that a rule, lexicon entry, basis or parameter file cannot be used; names the file or rule.
    """

    def __init__(self, where: str, why: str) -> None:
        """
        Keep where and why.
        """
        self.where = where
        self.why = why
        super().__init__(f"{where}: {why}")
