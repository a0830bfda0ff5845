"""The Independent Reviewing Officer's caseload: rules, record, vault, casework and exchange."""

__version__ = "0.1.0"
