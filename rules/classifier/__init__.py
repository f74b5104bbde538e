"""
Tell sentences that resemble known unfair sayings: a linear model and a small network, learned from `rules/sayings`.

What a rule reads by norms stands on its own; the classifier adds suspicions for wordings that no rule reads.
"""
