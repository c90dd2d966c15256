"""Papers for the council and for the funder: pure values (paper.py and its builders), drawn as DOCX and as PDF."""
