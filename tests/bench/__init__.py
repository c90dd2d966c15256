"""`make bench`: the targets for speed as a table, exit code 1 where one is missed (`python -m tests.bench --help`).

Nothing is judged by milliseconds, which on another machine, or on this one an hour later, are others. What a figure
costs is told as a multiple of a hello: a request to a new, empty Django project (hello.py). The targets speak of
"bare Django hello through granian, about 4,500 a second on 2 cores", which is 0.44 ms of CPU for each with both ends
of the connection counted, and that is how everything here is measured: one process of the server, one client with
a kept connection, the CPU time of both, and hello in the same run, in turns with what is measured, best of several.
(Counted for the view alone a hello is five times cheaper, and saving an answer in the 4.9 ms that were measured
beforehand could not be the 12 hellos that are its target.) A target in seconds is one in hellos of 0.44 ms.

Query counts are exact: fewer is a miss too, so that whoever saves one writes it down (targets.py).
"""
