"""Training of the jieba_linear tagger: synthetic reports → hashed features → a linear model → models/jieba_linear/."""
