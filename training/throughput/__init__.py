"""What extraction costs: reports a second, MB a second and memory of each reader, tagger and engine.

    python -m training.throughput --reports 10000            # all of it
    python -m training.throughput --reports 1000 --part engines

corpus    mixed reports: text, HTML, DOCX, PDF      jobs     one measurement, in a process of its own
engines   `ie extract` as a whole                   plain    the loop that a user of transformers would write
"""
