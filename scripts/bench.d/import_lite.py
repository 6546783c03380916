"""Inserts the rows of a .npy into milvus-lite and prints a JSON line. usage: import_lite.py BASE_NPY FOLDER"""

import json
import os
import sys
import time

import numpy as np
from pymilvus import DataType, MilvusClient

BATCH = 20_000

base = np.load(sys.argv[1])
os.makedirs(sys.argv[2])
client = MilvusClient(sys.argv[2] + "/lite.db")
schema = MilvusClient.create_schema(auto_id=True)
schema.add_field("id", DataType.INT64, is_primary=True)
schema.add_field("vector", DataType.FLOAT_VECTOR, dim=base.shape[1])
client.create_collection("glove", schema=schema)
start = time.perf_counter()
for first in range(0, len(base), BATCH):
    client.insert("glove", [{"vector": row} for row in base[first : first + BATCH]])
client.flush("glove")
seconds = time.perf_counter() - start
rows = client.get_collection_stats("glove")["row_count"]
print(json.dumps({"seconds": seconds, "rows": rows}))
