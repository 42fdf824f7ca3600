package dev.redress.platform;

import io.quarkus.runtime.Startup;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// The addresses of stylesheets and scripts, whose names change with their content so that browsers may keep them for
/// ever. Written by `ui/build.sh`; a service without them does not start. In templates:
// `{inject:assets.css(page.dir)}`.
@Singleton
@Startup
@Named("assets")
public final class Assets {

    private static final String FOLDER = "META-INF/resources/assets/";

    private final Map<String, String> files;

    public Assets() {
        this(FOLDER);
    }

    Assets(String folder) {
        files = manifest(folder);
        files.values().forEach(file -> open(folder, file, InputStream::available));
    }

    /// @param name as in the manifest, such as `app.js`
    public String url(String name) {
        String file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("No such asset: " + name + "; there are " + files.keySet());
        }
        return "/assets/" + file;
    }

    /// The stylesheet for text that runs `ltr` or `rtl`.
    public String css(String dir) {
        return url(dir.equals("rtl") ? "app.rtl.css" : "app.css");
    }

    private static Map<String, String> manifest(String folder) {
        Properties read = new Properties();
        open(folder, "manifest.properties", stream -> {
            read.load(stream);
            return null;
        });
        return read.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, read::getProperty));
    }

    private static void open(String folder, String file, Reading reading) {
        // Not the class's own loader: in dev mode resources belong to the application's.
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(folder + file)) {
            if (stream == null) {
                throw new IllegalStateException(folder + file + " is missing: run ui/build.sh");
            }
            reading.of(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private interface Reading {
        Object of(InputStream stream) throws IOException;
    }
}
