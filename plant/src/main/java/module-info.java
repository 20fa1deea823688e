@SuppressWarnings("requires-automatic") // Hardwood's name is in its manifest
module io.github.jepa4j.plant {
    requires static org.jspecify;
    requires static dev.hardwood.core;
    requires io.github.jepa4j.configuration;
    requires transitive io.github.jepa4j.world;
    requires de.siegmar.fastcsv;

    exports io.github.jepa4j.plant;

    opens io.github.jepa4j.plant to
            io.github.jepa4j.configuration;
}
