package dev.redress.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the processor time of decisions and claims goes; asked for by name, not a part of a whole run. The recordings
/// and `profile.md` are left in `target`.
final class Profiles {

    private static final int WARM_UP = 20_000;
    private static final int OPEN = 100_000;

    private final Rig rig;

    Profiles(Rig rig) {
        this.rig = rig;
    }

    void run() throws Exception {
        List<Load.Request> decisions = Ingest.requests();
        Load many = rig.load(64, decisions, 201);
        Load one = rig.load(1, decisions, 201);
        Rig.warmUp(many, WARM_UP);
        StringBuilder text = new StringBuilder();
        text.append(profile("decisions-64", "Single decisions, 64 in flight", many));
        one.times(WARM_UP / 10);
        text.append(profile("decisions-1", "Single decisions, one at a time", one));
        Claims.prepare(rig);
        Claims.park(rig, "redress", OPEN);
        Load claims = Claims.load(rig, 32);
        text.append(Claims.as(rig, OPEN, () -> {
            Rig.warmUp(claims, WARM_UP / 4);
            return profile("claims-32", "Claim-next, 32 reviewers", claims);
        }));
        Files.writeString(Path.of("target/profile.md"), text);
        System.out.println(text);
    }

    private String profile(String name, String what, Load load) throws Exception {
        return new Profile(rig.service().pid(), Path.of("target", name + ".jfr"))
                .of(what, () -> load.forSeconds(Rig.SECONDS * 3).done());
    }
}
