"""The review page: what people say of a report, kept as answers, and turned into gold.

It stands behind the end of the data's way, beside `score`: it reads records and their texts, and changes neither.

    records + texts ─pool→ reports ─doubts→ queue ─page→ answers ─store→ events ─state→ one annotator's reading
                                              several readings ─disputes, agreement→ decisions ─export→ gold

`events` are the nouns, `store` keeps them, `state` adds them up; `app` is the server, `guard` its door.
"""
