"""Pictures of results, on matplotlib: ``pip install statsbidrag[plot]``.

Numbers stay exact until a picture is drawn: what is written beside a bar comes from the exact number, and only the
bar's length is a float. Nothing is set but on the axes that are drawn on.
"""
