"""Prints which settings, given as JSON, a Keras layer refuses in TensorFlow without oneDNN."""

import json
import os
import sys

os.environ |= {"TF_ENABLE_ONEDNN_OPTS": "0", "TF_CPP_MIN_LOG_LEVEL": "3"}

from explorer.judges import by_keras  # after the settings, which TensorFlow reads when it is loaded

print(json.dumps([by_keras(it)[0] for it in json.load(sys.stdin)]))
