"""Measurements, run by `make bench`: ratios within one run, so that they mean the same on any machine."""
