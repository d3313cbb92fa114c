"""What both learnt taggers share: a text's words, what the form's vocabulary says of them, and scores a word → Spans.

segmentation   text → words with parts of speech, by jieba's dictionary and the form's labels
tokens         words, single digits and marks, with the gaps between them
labels         which of the form's labels each character may belong to
outline        outline numbers, and how deep each lies
transitions    which tag may follow which, across which gap
spans          scores a word → the best tags → Spans, by the rules of wholes:
numbers          numbers that single digits' tags have torn
notes            notes and definitions behind labels
headings         headings from their number to their end
organs           an author's name from behind 由
titles           titles from the beginning of their field
"""
