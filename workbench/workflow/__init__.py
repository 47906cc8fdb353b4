"""The use cases that both front ends call. Nothing here prints, asks or draws.

`session` opens a database for a person; `ingest`, `suggest`, `curate`, `measure`, `release` and
`check` are what one then does with it.
"""
