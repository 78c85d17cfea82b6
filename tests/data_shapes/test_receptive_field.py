import keras
import numpy as np
import pytest
import tensorflow as tf

from data_shapes.receptive_field import receptive_field

STACKS = [[(3, 1, 1), (2, 2, 1), (3, 1, 1)], [(2, 2, 1)] * 3, [(5, 3, 1), (1, 2, 1), (4, 1, 3)]]


def seen(stack):
    """How many steps of the input a number in the middle of the output depends on, by its gradient."""
    layers = [
        keras.layers.Conv1D(1, kernel, strides, dilation_rate=dilation, kernel_initializer="ones")
        for kernel, strides, dilation in stack
    ]
    series = tf.Variable(tf.ones((1, 120, 1)))
    with tf.GradientTape() as tape:
        output = keras.Sequential(layers)(series)
        one = output[0, output.shape[1] // 2, 0]
    return np.ptp(np.flatnonzero(tape.gradient(one, series))) + 1


def test_receptive_field(figure):
    figure.check({"size, receptive field": [seen(STACKS[0][:depth]) if depth else 1 for depth in range(4)]})


@pytest.mark.parametrize("stack", STACKS)
def test_formula(stack):
    assert receptive_field(stack) == seen(stack)
