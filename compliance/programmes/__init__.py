"""
Keep support programmes as data: their projects, what each stage requires, and which agreements are still missing.
"""
