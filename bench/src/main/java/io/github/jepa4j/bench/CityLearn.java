package io.github.jepa4j.bench;

import io.github.jepa4j.worlds.Battery;
import io.github.jepa4j.worlds.BuildingLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The archive of CityLearn's challenge of 2022: a year of hours for each building, measured, with the price and the
/// carbon of the grid, and a schema that says what battery and roof a building has.
final class CityLearn {

    /// The roof's column is in W for each kW of its nominal power.
    private static final double KILO = 1e-3;

    /// A building of the archive.
    ///
    /// @param log     of the year
    /// @param battery in it
    record Building(BuildingLog log, Battery battery) {}

    private CityLearn() {}

    /// Reads a building.
    ///
    /// @param archive the zip
    /// @param number  of the building, from 1
    static Building read(Path archive, int number) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            JsonNode schema = JsonMapper.builder().build().readTree(text(zip, archive, "schema.json"));
            String name = "Building_" + number;
            JsonNode building = schema.path("buildings").path(name);
            if (building.isMissingNode()) {
                throw new IllegalArgumentException(
                        "The archive %s has no building %d; there are %s.\nMaybe buildings are counted from 1."
                                .formatted(
                                        archive,
                                        number,
                                        schema.path("buildings").propertyNames()));
            }
            double roof = number(building.path("pv").path("attributes"), "nominal_power");
            return new Building(log(zip, archive, building, roof), battery(building.path("electrical_storage")));
        }
    }

    private static BuildingLog log(ZipFile zip, Path archive, JsonNode building, double roof) throws IOException {
        String own = building.path("energy_simulation").asString();
        double[] load = column(zip, archive, own, "non_shiftable_load");
        double[] solar = column(zip, archive, own, "solar_generation");
        double[] price = column(zip, archive, building.path("pricing").asString(), "electricity_pricing");
        double[] carbon = column(zip, archive, building.path("carbon_intensity").asString(), "carbon_intensity");
        List<BuildingLog.Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < load.length; hour++) {
            hours.add(new BuildingLog.Hour(load[hour], solar[hour] * roof * KILO, price[hour], carbon[hour]));
        }
        return new BuildingLog(hours);
    }

    private static Battery battery(JsonNode storage) {
        JsonNode attributes = storage.path("attributes");
        return new Battery(
                number(attributes, "capacity"),
                number(attributes, "nominal_power"),
                number(attributes, "capacity_loss_coefficient"),
                number(attributes, "loss_coefficient"));
    }

    private static double number(JsonNode attributes, String name) {
        JsonNode value = attributes.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(
                    "The schema says %s = %s; a number was expected.\nMaybe the archive is of another challenge."
                            .formatted(name, value));
        }
        return value.asDouble();
    }

    private static double[] column(ZipFile zip, Path archive, String file, String column) throws IOException {
        List<String> lines = text(zip, archive, file).lines().toList();
        List<String> heading = Arrays.asList(lines.getFirst().split(",", -1));
        int index = heading.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("%s in %s has no column %s; it has %s.\nMaybe it is another year's file."
                    .formatted(file, archive, column, heading));
        }
        double[] values = new double[lines.size() - 1];
        for (int row = 0; row < values.length; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            try {
                values[row] = Double.parseDouble(cells[index]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "%s in %s has no number for %s in row %d: %s.\nMaybe the file was cut off."
                                .formatted(file, archive, column, row + 1, lines.get(row + 1)),
                        e);
            }
        }
        return values;
    }

    private static String text(ZipFile zip, Path archive, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "The archive %s has no file %s.\nMaybe it is another archive.".formatted(archive, name));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
