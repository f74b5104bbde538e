"""
Help to read mails: what their headers say, in whatever letters.
"""
