"""What the IRO sees: one file for each screen."""
