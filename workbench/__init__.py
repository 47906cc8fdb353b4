"""A workbench in which curators turn Arabic news articles into gold data."""

__version__ = "0.1.0"
