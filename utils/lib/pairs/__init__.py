"""Random pairs of schemas as .sir text, with rows for the first: make.py is the way in."""
