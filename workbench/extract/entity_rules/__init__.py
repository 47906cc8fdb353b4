"""The rules of the entities extractor: a lexicon of names and a small grammar over tokens."""
