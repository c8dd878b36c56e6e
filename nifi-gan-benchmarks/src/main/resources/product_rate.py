# SPDX-License-Identifier: Apache-2.0
# The speed of numpy for matrix products, in GFLOPS of processor time. Standard input has one product per line:
#   network kind layer rows inputs outputs
# with the kinds of MatrixProduct. Each layer has its own arrays, which all its products use.
import sys
import time

import numpy as np

SECONDS = 1
ROUNDS = 6

random = np.random.default_rng(1)
layers = {}
calls = []
operations = 0


def array(*shape):
    return (random.random(shape, dtype=np.float32) - .5) * .1


for line in sys.stdin:
    network, kind, layer, rows, inputs, outputs = line.split()
    rows, inputs, outputs = int(rows), int(inputs), int(outputs)
    # The first micro-batch is the largest.
    if (network, layer) not in layers:
        layers[network, layer] = (array(rows, inputs), array(rows, outputs), array(rows), array(rows, outputs), array(rows, inputs),
                                  array(outputs, inputs), array(outputs, inputs), array(outputs))
    x, dy, c, y, dx = (a[:rows] for a in layers[network, layer][:5])
    w, dw, db = layers[network, layer][5:]
    calls.append({'forward': (x, w.T, y), 'backward': (dy, w, dx), 'weights': (dy.T, x, dw), 'biases': (c, dy, db)}[kind])
    operations += 2 * rows * outputs * (1 if kind == 'biases' else inputs)

rates = []
for _ in range(ROUNDS):
    begin = time.process_time()
    end = begin
    steps = 0
    while end - begin < SECONDS:
        for a, b, out in calls:
            np.dot(a, b, out)
        steps += 1
        end = time.process_time()
    rates.append(operations * steps / (end - begin) / 1e9)
# The best round, because slower rounds are due to other load.
print('gflops', max(rates))
