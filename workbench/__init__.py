"""A workbench in which curators turn Arabic news articles into gold data."""

import os

# Matrices here are small: a second thread of OpenBLAS spins, and takes a processor from the screen.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
