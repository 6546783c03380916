"""Inserts the rows of a .npy into a Milvus server of its own and prints a JSON line.

usage: import_milvus.py BASE_NPY FOLDER
"""

import json
import sys
import time

import numpy as np
from milvus import MilvusServer
from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, connections

BATCH = 20_000

base = np.load(sys.argv[1])
server = MilvusServer()
server.set_base_dir(sys.argv[2])
server.start()
try:
    connections.connect("default", host="127.0.0.1", port=server.listen_port)
    fields = [
        FieldSchema("id", DataType.INT64, is_primary=True, auto_id=True),
        FieldSchema("vector", DataType.FLOAT_VECTOR, dim=base.shape[1]),
    ]
    collection = Collection("glove", CollectionSchema(fields))
    start = time.perf_counter()
    for first in range(0, len(base), BATCH):
        collection.insert([base[first : first + BATCH]])
    collection.flush()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "rows": collection.num_entities}))
finally:
    server.stop()
