"""Law and practice, pure: dates and codes in, dates and judgements out. No database, no clock."""
