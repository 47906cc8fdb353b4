"""Widgets that draw text through the layout engine, never through Textual's own text."""
