package dev.redress.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the client sent and what was acknowledged to it, each on the disk before the client goes on.
final class Ledger implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    Ledger(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                Files.createDirectories(file.getParent()).resolve(file.getFileName()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void sent(String id) {
        write("sent ", List.of(id));
    }

    void sent(Collection<String> ids) {
        write("sent ", ids);
    }

    void acknowledged(String id) {
        write("acknowledged ", List.of(id));
    }

    void acknowledged(Collection<String> ids) {
        write("acknowledged ", ids);
    }

    Set<String> sent() throws IOException {
        return read("sent ");
    }

    Set<String> acknowledged() throws IOException {
        return read("acknowledged ");
    }

    Set<String> open() throws IOException {
        Set<String> open = new TreeSet<>(sent());
        open.removeAll(acknowledged());
        return open;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private synchronized void write(String what, Collection<String> ids) {
        StringBuilder lines = new StringBuilder();
        ids.forEach(id -> lines.append(what).append(id).append('\n'));
        try {
            channel.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> read(String what) throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(what)) {
                ids.add(line.substring(what.length()));
            }
        }
        return ids;
    }
}
