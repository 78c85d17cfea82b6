import keras
from keras import layers, ops


class Patches(layers.Layer):
    def __init__(self, patch_size):
        super().__init__()
        self.patch_size = patch_size

    def call(self, images):
        input_shape = ops.shape(images)
        batch_size, height, width, channels = input_shape
        num_patches_h = height // self.patch_size
        num_patches_w = width // self.patch_size
        patches = ops.image.extract_patches(images, size=self.patch_size)
        return ops.reshape(
            patches, (batch_size, num_patches_h * num_patches_w, self.patch_size * self.patch_size * channels)
        )


class PatchEncoder(layers.Layer):
    def __init__(self, num_patches, projection_dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = layers.Dense(units=projection_dim)
        self.position_embedding = layers.Embedding(input_dim=num_patches, output_dim=projection_dim)

    def call(self, patch):
        positions = ops.expand_dims(ops.arange(start=0, stop=self.num_patches, step=1), axis=0)
        return self.projection(patch) + self.position_embedding(positions)


image_size, patch_size, dim = 72, 6, 64
inputs = keras.Input(shape=(image_size, image_size, 3))
aug = keras.Sequential(
    [
        layers.Normalization(),
        layers.Resizing(image_size, image_size),
        layers.RandomFlip("horizontal"),
        layers.RandomZoom(0.2, 0.2),
    ],
    name="data_augmentation",
)
encoded = PatchEncoder((image_size // patch_size) ** 2 + 1, dim)(Patches(patch_size)(aug(inputs)))
for _ in range(2):
    x1 = layers.LayerNormalization(epsilon=1e-6)(encoded)
    x2 = layers.Add()([layers.MultiHeadAttention(num_heads=4, key_dim=dim, dropout=0.1)(x1, x1), encoded])
    encoded = layers.Add()([layers.Dense(dim)(layers.Dense(dim * 2, activation="gelu")(x2)), x2])
model = keras.Model(inputs, layers.Dense(10)(layers.Flatten()(encoded)))
