module io.github.jepa4j.configuration {
    exports io.github.jepa4j.configuration;

    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.dataformat.yaml;
}
