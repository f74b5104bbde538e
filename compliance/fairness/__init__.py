"""
Reckon the programme's fairness figures: what is counted, how sure it is, and what is too small to be shown.
"""
