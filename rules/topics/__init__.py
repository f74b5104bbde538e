"""
Tell what a clause is about, learned from labelled clauses: a clue for whoever reads, never a finding.

Nothing here is imported by `rules.check`: numpy and the model are loaded by whoever asks (docs/decisions/0016).
"""
