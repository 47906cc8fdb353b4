"""Text knowledge about Arabic: strings in, strings, numbers and offsets out. Nothing is stored."""
