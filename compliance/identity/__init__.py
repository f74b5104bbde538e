"""
Direct accounts: whose they are, the keys and sessions that open them, and how people sign in from elsewhere.
"""
