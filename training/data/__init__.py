"""Labelled reports for training and scoring: synthetic samples and gold, as texts with a tag for each clean character."""
