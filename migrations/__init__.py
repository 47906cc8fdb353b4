"""The history of the database's schema."""

from migrations.migrations import schema

__all__ = ["schema"]
