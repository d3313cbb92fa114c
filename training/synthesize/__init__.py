"""Reports that look like the real thing, with every character labelled: what the taggers are trained and tested on."""
