"""What makes committed files from their sources; not part of the program."""
