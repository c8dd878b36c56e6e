#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains CTGAN with default settings and writes as many synthetic rows as training rows: ctgan_rows.py TRAIN.csv SYNTHETIC.csv [CATEGORY,CATEGORY]."""
import sys
import time

import pandas
from ctgan import CTGAN

named = sys.argv[3].split(',') if len(sys.argv) > 3 and sys.argv[3] else []
# Read as text, because pandas would change categories such as TRUE to True and 2 to 2.0.
table = pandas.read_csv(sys.argv[1], dtype=str)
discrete = []
for name in table:
    try:
        if name in named:
            raise ValueError
        table[name] = pandas.to_numeric(table[name])
    except ValueError:
        discrete.append(name)
model = CTGAN(enable_gpu=False) if 'enable_gpu' in CTGAN.__init__.__code__.co_varnames else CTGAN(cuda=False)
begun = time.perf_counter()
model.fit(table, discrete)
print(f'ctgan_seconds {time.perf_counter() - begun:.4g}')
model.sample(len(table)).to_csv(sys.argv[2], index=False)
