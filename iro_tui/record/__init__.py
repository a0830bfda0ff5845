"""What is written down: one table for each thing an IRO would name."""
