"""The figures of the annual report, counted from the record (practice.md 8)."""
