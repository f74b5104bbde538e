"""
Turn an investment paper into a table of its terms: one YAML file a group of terms, one small engine for all of them.

`vocabulary` says what is read, `reader` reads it, `value` holds and words what was read, `market` sets it beside the
usual position. What is wrong with a term is the rules' business.
"""
