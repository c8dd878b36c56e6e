#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains CTGAN as it comes and writes as many rows as it learnt: ctgan_rows.py TRAIN.csv SYNTHETIC.csv [CATEGORY,CATEGORY]."""
import sys
import time

import pandas
from ctgan import CTGAN

table = pandas.read_csv(sys.argv[1])
named = sys.argv[3].split(',') if len(sys.argv) > 3 and sys.argv[3] else []
discrete = [name for name in table if name in named or not pandas.api.types.is_numeric_dtype(table[name])]
model = CTGAN(enable_gpu=False) if 'enable_gpu' in CTGAN.__init__.__code__.co_varnames else CTGAN(cuda=False)
begun = time.perf_counter()
model.fit(table, discrete)
print(f'ctgan_seconds {time.perf_counter() - begun:.4g}')
model.sample(len(table)).to_csv(sys.argv[2], index=False)
