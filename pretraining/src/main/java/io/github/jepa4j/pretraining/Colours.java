package io.github.jepa4j.pretraining;

/// Changes of colour in place, of images `[3, Y, X]` in [0, 1], red first.
final class Colours {

    // the weights of ITU-R BT.601, by which red, green and blue are seen as bright
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private Colours() {}

    static void brighten(float[] image, double factor) {
        for (int i = 0; i < image.length; i++) {
            image[i] = limited(image[i] * (float) factor);
        }
    }

    /// Moves each pixel away from the image's mean grey.
    static void contrast(float[] image, double factor) {
        int size = image.length / 3;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += grey(image, i, size);
        }
        float mean = (float) (sum / size);
        for (int i = 0; i < image.length; i++) {
            image[i] = limited(mean + (image[i] - mean) * (float) factor);
        }
    }

    /// Moves each pixel away from its own grey; 0 leaves the grey.
    static void saturate(float[] image, double factor) {
        int size = image.length / 3;
        for (int i = 0; i < size; i++) {
            float grey = grey(image, i, size);
            for (int c = 0; c < 3; c++) {
                int at = c * size + i;
                image[at] = limited(grey + (image[at] - grey) * (float) factor);
            }
        }
    }

    /// Turns the two colour axes of YIQ; the brightness stays.
    ///
    /// @param turns 1 is the whole circle
    static void turnHue(float[] image, double turns) {
        int size = image.length / 3;
        float cos = (float) Math.cos(2 * Math.PI * turns);
        float sin = (float) Math.sin(2 * Math.PI * turns);
        for (int i = 0; i < size; i++) {
            float red = image[i];
            float green = image[size + i];
            float blue = image[2 * size + i];
            float y = RED * red + GREEN * green + BLUE * blue;
            float a = 0.5959f * red - 0.2746f * green - 0.3213f * blue;
            float b = 0.2115f * red - 0.5227f * green + 0.3112f * blue;
            float turnedA = cos * a - sin * b;
            float turnedB = sin * a + cos * b;
            image[i] = limited(y + 0.956f * turnedA + 0.619f * turnedB);
            image[size + i] = limited(y - 0.272f * turnedA - 0.647f * turnedB);
            image[2 * size + i] = limited(y - 1.106f * turnedA + 1.703f * turnedB);
        }
    }

    /// Inverts what is brighter than half.
    static void solarise(float[] image) {
        for (int i = 0; i < image.length; i++) {
            image[i] = image[i] >= 0.5f ? 1 - image[i] : image[i];
        }
    }

    private static float grey(float[] image, int i, int size) {
        return RED * image[i] + GREEN * image[size + i] + BLUE * image[2 * size + i];
    }

    private static float limited(float value) {
        return Math.clamp(value, 0, 1);
    }
}
