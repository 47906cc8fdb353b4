"""The grammar of figures: a token scan for triggers, and small grammars anchored at each.

`scan` dispatches; every other module reads one kind of expression at a token and says where it
stops, or reads nothing. All of them look a bounded number of tokens back and ahead.
"""
