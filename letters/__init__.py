"""A record becomes a letter; everything that leaves as a Word document."""
