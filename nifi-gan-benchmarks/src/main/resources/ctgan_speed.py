#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the speed of CTGAN with default settings: ctgan_speed.py TABLE.csv ROWS. The time of an epoch is a tenth of the difference between eleven epochs and one."""
import sys
import time

import pandas
from ctgan import CTGAN

table = pandas.read_csv(sys.argv[1])
rows = int(sys.argv[2])
discrete = [name for name in table if table[name].dtype == object or not pandas.api.types.is_numeric_dtype(table[name])]
seconds = []
for epochs in (1, 11):
    model = CTGAN(epochs=epochs, enable_gpu=False) if 'enable_gpu' in CTGAN.__init__.__code__.co_varnames else CTGAN(epochs=epochs, cuda=False)
    begun = time.perf_counter()
    model.fit(table, discrete)
    seconds.append(time.perf_counter() - begun)
epoch = (seconds[1] - seconds[0]) / 10
print(f'ctgan_epoch_seconds {epoch:.4g}')
print(f'ctgan_set_up_seconds {seconds[0] - epoch:.4g}')
model.sample(1000)
begun = time.perf_counter()
model.sample(rows)
print(f'ctgan_sampled_rows_per_second {rows / (time.perf_counter() - begun):.4g}')
