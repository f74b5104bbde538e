"""
Tell others what happened, reliably: signed webhooks, a daily digest by mail, and calendars to subscribe to.
"""
