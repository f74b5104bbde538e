"""
Read spreadsheets as a person sees them on the screen: the helpers of ingest/formats/xlsx.py and csv.py.
"""
