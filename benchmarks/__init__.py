"""How fast the workbench is, in one run beside what others need on the same machine.

Nothing here passes or fails: each benchmark prints one plain table; the README says how to read it.
"""

import workbench  # noqa: F401 - sets up the arithmetic as in the program, before others load it
