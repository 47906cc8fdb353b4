"""The screens: the queue of articles, the article being curated, agreement, and small dialogs."""
