"""年报核 core: reading, judging and writing annual reports. Pure Python; knows no window and no network."""

__version__ = "0.1.0"
