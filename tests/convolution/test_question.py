import tensorflow as tf
from skimage import data


def test_question(figure):
    # grey is what a kernel of one cell gives that takes a third of each colour
    colours = tf.constant(data.chelsea()[None], tf.float64)
    grey = tf.nn.conv2d(colours, tf.fill((1, 1, 3, 1), tf.constant(1 / 3, tf.float64)), 1, "VALID")[0, ..., 0]
    figure.check({"photograph": grey[::2, ::2], "patch": grey[155:187, 185:217]})
