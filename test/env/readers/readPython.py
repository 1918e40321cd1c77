"""Answers each line (a file in base64) with the pairs that python-dotenv reads in it, as JSON."""

import base64
import io
import json
import logging
import os
import sys

from dotenv import dotenv_values

logging.disable(logging.CRITICAL)
interpolate = sys.argv[1] == "1"
os.environ.clear()

for line in sys.stdin:
    raw = base64.b64decode(line)
    try:
        # As open(path, encoding="utf-8") reads it; 1.2.4 drops a byte order mark, older ones keep it.
        text = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig").read()
        values = list(dotenv_values(stream=io.StringIO(text), interpolate=interpolate).items())
    except UnicodeDecodeError:
        values = None
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()
