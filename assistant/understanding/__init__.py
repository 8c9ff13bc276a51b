"""Understanding of free text: rules, grammar and retrieval, no model and no network. For chat and hotline alike.

Text in, ``Understood`` out: program, topic, region, day, facts with their spans, doubts. Wrong facts are worse than missing
ones: what is not certain is a ``Doubt`` to be asked back, or left out. No I/O beyond the word lists that ship, no clock.
"""
