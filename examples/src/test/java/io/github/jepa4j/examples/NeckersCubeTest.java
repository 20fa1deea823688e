package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program that sees a drawing in two ways, as a reader would start it.
class NeckersCubeTest {

    @TempDir
    Path folder;

    @Test
    void theProgramFindsBothReadingsInThePixelsGoesBetweenThemAndPaintsThem() throws Exception {
        List<String> lines =
                ExampleProcess.run(NeckersCube.class, folder, List.of()).lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("A reading: depths ");
        assertThat(depths(lines.get(1)))
                .as("the one is the other's mirror image")
                .isEqualTo(
                        depths(lines.get(0)).replace('+', '?').replace('-', '+').replace('?', '-'));
        assertThat(lines.get(2)).isEqualTo("In 700 steps, one reading gave way to the other 10 times.");
        BufferedImage picture = ImageIO.read(folder.resolve("necker.png").toFile());
        Color one = new Color(picture.getRGB(picture.getWidth() / 2, 230));
        Color other = new Color(picture.getRGB(picture.getWidth() - 265, 230));
        assertThat(one.getBlue()).as("the first is blue").isGreaterThan(one.getRed() + 30);
        assertThat(other.getRed()).as("the second is orange").isGreaterThan(other.getBlue() + 30);
    }

    private static String depths(String line) {
        return line.substring(line.indexOf("depths"), line.indexOf(" in edges"));
    }
}
