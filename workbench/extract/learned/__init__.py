"""What is learned from gold: a tagger of entities, a memory of surfaces, and who is believed.

`units` and `features` say what a tagger sees of a text, `tags` turns spans into tags and back,
`calibration` turns its probabilities into ones that hold. `memory` recalls what curators accepted
and rejected, `conflicts` says who is believed where it and the models disagree; `merge` makes one
list of suggestions of what all sources propose, and `judging` measures each source on finished
articles. They are pure.

Model bytes are opened in child processes alone (`child`, spoken to through `process`): corrupted
ones crash or hang the library that reads them.
"""
