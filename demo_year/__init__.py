"""The demonstration's story: a commune's whole year, a file for each chapter.

`story` tells it; `setup`, `plan`, `lists`, `meetings`, `decision`, `work`, `reports`,
`review`, `papers`, `portal`, `next_year` and `summary` are its chapters in the order
in which they happen. `communes/` holds the lists of the demonstration, a
second set of them made by `other_lists`. Each chapter acts as the users of the commune
do: no superuser, no state written by hand. Only `variants` drafts as superuser what it
prints and takes back again.
"""
