"""Measured speed: each figure beside a floor or peer of the same run, so that the machine cancels out."""
