"""The screen. It holds no rules: a command asks the workflow, gets model objects, and repaints."""
