"""The strategies measured: an oracle answers from gold, and curves show how many annotated reports each strategy needs.

python -m training.active.simulate -o training/active/results
"""
