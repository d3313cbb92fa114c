"""How far synthetic reports look like real ones: features of layout and prose, a classifier, and what gives them away.

python -m training.realism --real FOLDER [FOLDER...] --count 400
"""
