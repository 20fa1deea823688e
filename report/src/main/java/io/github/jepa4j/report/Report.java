package io.github.jepa4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// One page about a run, in one file that needs nothing else: no network, no fonts, no scripts from
/// elsewhere. It can be sent by mail and opened in ten years.
public final class Report {

    private static final Set<StandardOpenOption> WHOLE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private Report() {}

    /// Writes the page. The file is there whole or as it was before.
    public static void write(Path file, ReportData data) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            ByteBuffer bytes = ByteBuffer.wrap(html(data).getBytes(StandardCharsets.UTF_8));
            try (var channel = FileChannel.open(unfinished, WHOLE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(
                    "The report %s could not be written: %s.\nMaybe the disk is full, or its folder is missing or may not be written to."
                            .formatted(file, e.getMessage()),
                    e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// The page as text.
    public static String html(ReportData data) {
        StringBuilder page = new StringBuilder(1 << 16);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Text.escape(data.title()))
                .append(" · jepa4j</title>\n<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n<main>\n");
        HeaderSection.append(page, data);
        LearningSection.append(page, data.metrics());
        if (data.subject() == ReportData.Subject.ACTING) {
            ImaginationSection.append(page, data.imaginations());
            PlanningSection.append(page, data);
            GuardrailsSection.append(page, data.evaluation());
            EpisodesSection.append(page, data.evaluation());
        }
        SettingsSection.append(page, data.settings());
        GlossarySection.append(page, data.subject());
        return page.append("</main>\n<script>\n")
                .append(resource("report.js"))
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    private static String resource(String name) {
        try (InputStream stream = Report.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "The report's %s is not on the class path.\nMaybe the jar was repacked without its resources."
                                .formatted(name));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
