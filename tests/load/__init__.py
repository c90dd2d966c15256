"""Teams that fill in whole questionnaires against the production set-up while its processes are killed.

`python -m tests.load` starts everything on loopback and stops it again. A SIGKILL takes a process away, not the
machine's memory: that a commit reaches the disk is a matter of settings (assessments/durability.py).
"""
