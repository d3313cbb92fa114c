"""What makes the models: synthesis of messy reports, data sets, training, evaluation.  Not part of the wheel."""
