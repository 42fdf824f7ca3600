package dev.redress.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the processor time of what is slower than we want goes; asked for by name, not a part of a whole run. The
/// recordings and `profile.md` are left in `target`.
final class Profiles {

    private static final int WARM_UP = 20_000;
    private static final int OPEN = 200_000;

    private static final int FILED_BEFORE = 12_000;
    private static final int FILED = 4_000;

    private final Rig rig;
    private final Full full;

    /// A service that has room for nothing.
    interface Full {
        Service start() throws Exception;
    }

    Profiles(Rig rig, Full full) {
        this.rig = rig;
        this.full = full;
    }

    void run() throws Exception {
        List<Load.Request> decisions = Ingest.requests();
        Load many = rig.load(64, decisions, 201);
        Load one = rig.load(1, decisions, 201);
        rig.warmUp(many, WARM_UP);
        StringBuilder text = new StringBuilder();
        text.append(profile("decisions-64", "Single decisions, 64 in flight", many));
        one.times(WARM_UP / 10);
        text.append(profile("decisions-1", "Single decisions, one at a time", one));
        try (Service refusing = full.start()) {
            Load refused = new Load(refusing.port(), 64, decisions, 503);
            Rig.warmUp(refused, WARM_UP, refusing.pid());
            text.append(profile(
                    refusing,
                    "refusals-64",
                    "Refusals, 64 in flight",
                    () -> refused.forSeconds(Rig.SECONDS * 3).done()));
        }
        text.append(Claims.asBefore(rig, this::appeals));
        Load spans = rig.load(SpansIn.CONNECTIONS, SpansIn.requests(), 200);
        rig.warmUp(spans, WARM_UP / 2);
        text.append(profile("spans-16", "Ten spans a request, 16 in flight", spans));
        Load pages = rig.load(
                4,
                List.of(Load.Request.get("/api/v1/cases?limit=50", rig.issuer().token("reviewer-0", "reviewer"))),
                200);
        rig.warmUp(pages, WARM_UP / 10);
        text.append(profile("pages-4", "Pages of fifty cases, 4 in flight", pages));
        Claims.park(rig, "redress", OPEN);
        Load claims = Claims.load(rig, 32);
        text.append(Claims.as(rig, OPEN, () -> {
            rig.warmUp(claims, WARM_UP / 4);
            return profile("claims-32", "Claim-next, 32 reviewers", claims);
        }));
        Files.writeString(Path.of("target/profile.md"), text);
        System.out.println(text);
    }

    private String appeals() throws Exception {
        List<Load.Request> appeals = Appeals.requests(rig, FILED_BEFORE + FILED);
        rig.load(8, appeals.subList(0, FILED_BEFORE), 201).times(FILED_BEFORE, Rig.SECONDS * 15);
        rig.postgres().script("ANALYZE");
        Load filing = rig.load(8, appeals.subList(FILED_BEFORE, appeals.size()), 201);
        return profile(
                rig.service(),
                "appeals-8",
                "Appeals filed, 8 in flight",
                () -> filing.times(FILED, Rig.SECONDS * 5).done());
    }

    private String profile(String name, String what, Load load) throws Exception {
        return profile(
                rig.service(),
                name,
                what,
                () -> load.forSeconds(Rig.SECONDS * 3).done());
    }

    private static String profile(Service service, String name, String what, Profile.Work work) throws Exception {
        return new Profile(service.pid(), Path.of("target", name + ".jfr")).of(what, work);
    }
}
