"""The invented caseload: 63 children with two years of history, told anew for any day."""

from iro_tui.demo.make import Made, make_demo
from iro_tui.demo.throwaway import throw_away

__all__ = ["Made", "make_demo", "throw_away"]
