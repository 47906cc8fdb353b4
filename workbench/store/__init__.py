"""Set below."""
