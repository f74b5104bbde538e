"""
Judge what a project lacks: a document that its stage required by a day and that was not registered by then.
"""
