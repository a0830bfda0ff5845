"""The invented caseload: 63 children with two years of history, told anew for any day."""
