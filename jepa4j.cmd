@echo off
rem Starts jepa4j on Windows: needs JEPA4J_JAVA_HOME, JAVA25_HOME or JAVA_HOME to be a JDK 25 or newer, builds on first use.
rem After a change of the sources, delete cli\target\app to build again.
setlocal
set "HERE=%~dp0"
set "JDK="
for %%V in ("%JEPA4J_JAVA_HOME%" "%JAVA25_HOME%" "%JAVA_HOME%") do call :try "%%~V"
if not defined JDK (
  echo jepa4j: a JDK 25 or newer is needed. 1>&2
  echo Maybe install Temurin 25 ^(https://adoptium.net^) and set JAVA_HOME to it. 1>&2
  exit /b 1
)
if not exist "%HERE%cli\target\app\.built" (
  where mvn >nul 2>nul || (
    echo jepa4j: Maven ^(mvn^) is needed to build, and is not on the PATH. 1>&2
    echo Maybe install Maven 3.8.6 or newer. 1>&2
    exit /b 1
  )
  echo jepa4j: building with %JDK% ... 1>&2
  set "JAVA_HOME=%JDK%"
  call mvn -q -B -Dquick -DskipTests -f "%HERE%pom.xml" -pl cli -am package 1>&2 || exit /b 1
  type nul > "%HERE%cli\target\app\.built"
)
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=%NUMBER_OF_PROCESSORS%"
if not defined OPENBLAS_THREAD_TIMEOUT set "OPENBLAS_THREAD_TIMEOUT=14"
"%JDK%\bin\java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow --add-modules jdk.incubator.vector -XX:+UseCompactObjectHeaders %JEPA4J_JAVA_OPTIONS% -cp "%HERE%cli\target\app\*" io.github.jepa4j.cli.Main %*
exit /b %ERRORLEVEL%

:try
if defined JDK exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==." %%N in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "FOUND=%%~N"
set "FOUND=%FOUND:"=%"
if %FOUND% GEQ 25 set "JDK=%~1"
exit /b
