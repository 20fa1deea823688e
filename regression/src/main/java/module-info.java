module io.github.jepa4j.regression {
    requires static org.jspecify;

    exports io.github.jepa4j.regression;
}
