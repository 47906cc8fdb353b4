"""Text and a width in, visual lines with an exact offset ↔ cell map out. Pure."""
